import type { Channel } from "./channel.ts";
import type { RtpMeter } from "./rtp_meter.ts";

/**
 * Sets what a channel's RTP was like as variables, unless they are set, and tells the other one in its bridge too
 * (`ast_rtp_instance_set_stats_vars`). Asterisk does that when the line ends, and before ARI hangs the channel up.
 */
export function setRtpVariables(channel: Channel): void {
  const { rtp } = channel.driver;
  if (rtp === undefined || rtp === "none") return;
  const peer = channel.bridging.bridge?.peerOf(channel);
  for (const [name, value] of Object.entries(describe(rtp))) {
    set(channel, name, value);
    if (peer !== undefined) set(peer, `${name}BRIDGED`, value);
  }
}

function set(channel: Channel, name: string, value: string): void {
  if (!channel.variables.get(name)) channel.setVariable(name, value);
}

/** The statistics of a line that loses and delays nothing, by their variables, in Asterisk's forms. */
function describe({ sent, received, ssrcs }: RtpMeter): Record<string, string> {
  return {
    RTPAUDIOQOS: [
      `ssrc=${ssrcs.local}`,
      `themssrc=${received.packets > 0 ? ssrcs.remote : 0}`,
      "lp=0",
      "rxjitter=0.000000",
      `rxcount=${received.packets}`,
      "txjitter=0.000000",
      `txcount=${sent.packets}`,
      "rlp=0",
      "rtt=0.000000",
      "rxmes=0.000000",
      "txmes=0.000000",
    ].join(";"),
    RTPAUDIOQOSJITTER: nothing(["rx", "tx"], "jitter", ""),
    RTPAUDIOQOSLOSS: nothing(["rx", "tx"], "lost", "  "),
    RTPAUDIOQOSRTT: nothing([""], "rtt", "     "),
    RTPAUDIOQOSMES: nothing(["rx", "tx"], "mes", "   "),
  };
}

/** Four figures each way, which are all 0. */
function nothing(ways: readonly string[], what: string, indentation: string): string {
  const names = ways.flatMap((way) => ["min", "max", "avg", "stdev"].map((figure) => figure + way + what));
  return names.map((name) => `${indentation}${name}=000.000000;`).join("");
}
