import type { Channel } from "./channel.ts";
import type { ChannelDriver } from "./channel_driver.ts";
import type { ChannelRequest, ChannelTechnology, RequestResult } from "./channel_technology.ts";
import { isFormat } from "./formats.ts";
import { splitHostAndPort } from "./host_and_port.ts";
import type { Pbx } from "./pbx.ts";

/** `AST_CAUSE_FAILURE` */
const failure = 38;

/** The ports that Asterisk takes for RTP when `rtp.conf` says nothing; it takes the even ones. */
const firstPort = 5_000;
const lastPort = 31_000;

/** Channels that send their sound to an address, which is taken for granted (`channels/chan_rtp.c`). */
export class UnicastRtpTechnology implements ChannelTechnology {
  readonly name = "UnicastRTP";
  readonly #pbx: Pbx;
  readonly #ports = new Set<number>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  request({ address, id }: ChannelRequest): RequestResult {
    const pbx = this.#pbx;
    const { destination, codec, engine = "asterisk" } = parseUnicastAddress(address);
    const remote = locate(destination);
    if (remote === undefined || engine !== "asterisk" || (codec !== undefined && !isFormat(codec))) {
      return { kind: "unavailable", cause: failure };
    }
    if (pbx.isIdTaken(id || undefined)) {
      // Asterisk has used up an id of its own on the channel that it could not make.
      pbx.nextUniqueId();
      return { kind: "id-exists" };
    }
    const port = this.#takePort();
    const driver = new UnicastRtpDriver(() => void this.#ports.delete(port));
    const endpoint = `${this.name}/${remote.name}`;
    const channel = pbx.createChannel({
      endpoint,
      // Asterisk writes where it keeps the stream in memory.
      name: `${endpoint}-0x7f00${pbx.nextChannelNumber(endpoint)}`,
      driver,
      state: "Down",
      caller: { name: "", number: "" },
      context: "default",
      exten: "s",
      protocolId: "",
      ...(id && { id }),
    });
    driver.channel = channel;
    channel.setVariable("UNICASTRTP_LOCAL_ADDRESS", remote.ownAddress);
    channel.setVariable("UNICASTRTP_LOCAL_PORT", String(port));
    return { kind: "created", channel };
  }

  #takePort(): number {
    const count = (lastPort - firstPort) / 2;
    const start = Math.floor(this.#pbx.random() * count);
    for (let step = 0; step < count; step++) {
      const port = firstPort + 2 * ((start + step) % count);
      if (this.#ports.has(port)) continue;
      this.#ports.add(port);
      return port;
    }
    throw new RangeError(`Cannot take a port for RTP: all ${count} from ${firstPort} to ${lastPort} are taken`);
  }
}

/** Reads what follows `UnicastRTP/`: where to, and perhaps `/c(CODEC)e(ENGINE)`. */
function parseUnicastAddress(address: string): { destination: string; codec?: string; engine?: string } {
  const slash = address.indexOf("/");
  if (slash < 0) return { destination: address };
  const options = address.slice(slash + 1);
  const [codec, engine] = [/c\(([^)]+)\)/, /e\(([^)]+)\)/].map((option) => option.exec(options)?.[1]);
  return {
    destination: address.slice(0, slash),
    ...(codec !== undefined && { codec }),
    ...(engine !== undefined && { engine }),
  };
}

/** Where a destination is: what its channels are called, and the address that one has oneself on the way there. */
function locate(destination: string): { name: string; ownAddress: string } | undefined {
  const { host = "", port } = splitHostAndPort(destination) ?? {};
  if (host === "" || port === undefined || !/^\d*$/.test(port)) return undefined;
  const isIpv6 = host.includes(":");
  if (isIpv6 || /^\d+(?:\.\d+){3}$/.test(host)) {
    return { name: destination, ownAddress: isIpv6 ? "::1" : "127.0.0.1" };
  }
  // Asterisk takes the name apart when it looks it up. Nobody looks anything up here: but one name never leads anywhere.
  return /(?:^|\.)invalid$/i.test(host) ? undefined : { name: host, ownAddress: "127.0.0.1" };
}

/** The far end: somebody who takes the call at once, listens, and says nothing. */
class UnicastRtpDriver implements ChannelDriver {
  /** Asterisk does not tell of its RTP. */
  readonly rtp = "none";
  channel: Channel | undefined;
  readonly #onHangup: () => void;

  constructor(onHangup: () => void) {
    this.#onHangup = onHangup;
  }

  dial(): boolean {
    queueMicrotask(() => this.channel?.receive({ kind: "control", control: "answer" }));
    return true;
  }

  answer(): void {}

  indicate(): void {}

  sendMedia(): () => void {
    return () => {};
  }

  sendDigit(): void {}

  hangup(): number {
    this.#onHangup();
    return 0;
  }
}
