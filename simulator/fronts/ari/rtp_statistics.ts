import type { RtpMeter } from "../../core/rtp_meter.ts";
import type * as wire from "../../../ari/generated/wire.ts";

/**
 * The RTP of a channel on the wire, in Asterisk's order of keys. What is 0 here is 0 on every line that loses and delays
 * nothing, and whose far end sends no reports of its own.
 */
export function toRtpStatistics(channelId: string, { sent, received, ssrcs }: RtpMeter): wire.RTPstat {
  return {
    txcount: sent.packets,
    rxcount: received.packets,
    txploss: 0,
    rxploss: 0,
    local_ssrc: ssrcs.local,
    remote_ssrc: received.packets > 0 ? ssrcs.remote : 0,
    txoctetcount: sent.octets,
    rxoctetcount: received.octets,
    channel_uniqueid: channelId,
    txjitter: 0,
    rxjitter: 0,
    remote_maxjitter: 0,
    remote_minjitter: 0,
    remote_normdevjitter: 0,
    remote_stdevjitter: 0,
    local_maxjitter: 0,
    local_minjitter: 0,
    local_normdevjitter: 0,
    local_stdevjitter: 0,
    remote_maxrxploss: 0,
    remote_minrxploss: 0,
    remote_normdevrxploss: 0,
    remote_stdevrxploss: 0,
    local_maxrxploss: 0,
    local_minrxploss: 0,
    local_normdevrxploss: 0,
    local_stdevrxploss: 0,
    rtt: 0,
    maxrtt: 0,
    minrtt: 0,
    normdevrtt: 0,
    stdevrtt: 0,
    txmes: 0,
    rxmes: 0,
    remote_maxmes: 0,
    remote_minmes: 0,
    remote_normdevmes: 0,
    remote_stdevmes: 0,
    local_maxmes: 0,
    local_minmes: 0,
    local_normdevmes: 0,
    local_stdevmes: 0,
  };
}
