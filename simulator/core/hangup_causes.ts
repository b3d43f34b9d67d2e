/** Q.850 hangup causes as Asterisk describes them (`ast_cause2str`). */
const causeTexts: Readonly<Record<number, string>> = {
  1: "Unallocated (unassigned) number",
  2: "No route to specified transmit network",
  3: "No route to destination",
  5: "Misdialed trunk prefix",
  6: "Channel unacceptable",
  7: "Call awarded and being delivered in an established channel",
  8: "Pre-empted",
  14: "Number ported elsewhere",
  16: "Normal Clearing",
  17: "User busy",
  18: "No user responding",
  19: "User alerting, no answer",
  20: "Subscriber absent",
  21: "Call Rejected",
  22: "Number changed",
  23: "Redirected to new destination",
  26: "Answered elsewhere",
  27: "Destination out of order",
  28: "Invalid number format",
  29: "Facility rejected",
  30: "Response to STATus ENQuiry",
  31: "Normal, unspecified",
  34: "Circuit/channel congestion",
  38: "Network out of order",
  41: "Temporary failure",
  42: "Switching equipment congestion",
  43: "Access information discarded",
  44: "Requested channel not available",
  50: "Facility not subscribed",
  52: "Outgoing call barred",
  54: "Incoming call barred",
  57: "Bearer capability not authorized",
  58: "Bearer capability not available",
  65: "Bearer capability not implemented",
  66: "Channel not implemented",
  69: "Facility not implemented",
  81: "Invalid call reference value",
  88: "Incompatible destination",
  95: "Invalid message unspecified",
  96: "Mandatory information element is missing",
  97: "Message type nonexist.",
  98: "Wrong message",
  99: "Info. element nonexist or not implemented",
  100: "Invalid information element contents",
  101: "Message not compatible with call state",
  102: "Recover on timer expiry",
  103: "Mandatory IE length error",
  111: "Protocol error, unspecified",
  127: "Interworking, unspecified",
};

/** The names of causes (`ast_str2cause`). */
const causeNames: Readonly<Record<string, number>> = {
  UNALLOCATED: 1,
  NO_ROUTE_TRANSIT_NET: 2,
  NO_ROUTE_DESTINATION: 3,
  MISDIALLED_TRUNK_PREFIX: 5,
  CHANNEL_UNACCEPTABLE: 6,
  CALL_AWARDED_DELIVERED: 7,
  PRE_EMPTED: 8,
  NUMBER_PORTED_NOT_HERE: 14,
  NORMAL_CLEARING: 16,
  USER_BUSY: 17,
  NO_USER_RESPONSE: 18,
  NO_ANSWER: 19,
  SUBSCRIBER_ABSENT: 20,
  CALL_REJECTED: 21,
  NUMBER_CHANGED: 22,
  REDIRECTED_TO_NEW_DESTINATION: 23,
  ANSWERED_ELSEWHERE: 26,
  DESTINATION_OUT_OF_ORDER: 27,
  INVALID_NUMBER_FORMAT: 28,
  FACILITY_REJECTED: 29,
  RESPONSE_TO_STATUS_ENQUIRY: 30,
  NORMAL_UNSPECIFIED: 31,
  NORMAL_CIRCUIT_CONGESTION: 34,
  NETWORK_OUT_OF_ORDER: 38,
  NORMAL_TEMPORARY_FAILURE: 41,
  SWITCH_CONGESTION: 42,
  ACCESS_INFO_DISCARDED: 43,
  REQUESTED_CHAN_UNAVAIL: 44,
  FACILITY_NOT_SUBSCRIBED: 50,
  OUTGOING_CALL_BARRED: 52,
  INCOMING_CALL_BARRED: 54,
  BEARERCAPABILITY_NOTAUTH: 57,
  BEARERCAPABILITY_NOTAVAIL: 58,
  BEARERCAPABILITY_NOTIMPL: 65,
  CHAN_NOT_IMPLEMENTED: 66,
  FACILITY_NOT_IMPLEMENTED: 69,
  INVALID_CALL_REFERENCE: 81,
  INCOMPATIBLE_DESTINATION: 88,
  INVALID_MSG_UNSPECIFIED: 95,
  MANDATORY_IE_MISSING: 96,
  MESSAGE_TYPE_NONEXIST: 97,
  WRONG_MESSAGE: 98,
  IE_NONEXIST: 99,
  INVALID_IE_CONTENTS: 100,
  WRONG_CALL_STATE: 101,
  RECOVERY_ON_TIMER_EXPIRE: 102,
  MANDATORY_IE_LENGTH_ERROR: 103,
  PROTOCOL_ERROR: 111,
  INTERWORKING: 127,
};

/** What ARI's `reason` of a hangup stands for. */
const reasonCauses: Readonly<Record<string, number>> = {
  normal: 16,
  busy: 17,
  congestion: 34,
  no_answer: 19,
  timeout: 18,
  rejected: 21,
  unallocated: 1,
  normal_unspecified: 31,
  number_incomplete: 28,
  codec_mismatch: 58,
  interworking: 127,
  failure: 38,
  answered_elsewhere: 26,
};

/** The SIP status that `chan_pjsip` answers for a cause; the others get 603 or, when answered, a plain BYE. */
const sipStatuses: Readonly<Record<number, number>> = {
  1: 404,
  2: 404,
  3: 404,
  17: 486,
  18: 408,
  19: 480,
  20: 480,
  21: 403,
  22: 410,
  23: 302,
  27: 502,
  28: 484,
  29: 501,
  31: 480,
  34: 503,
  38: 500,
  42: 503,
  58: 488,
  66: 503,
  127: 500,
};

/** The SIP status of a hangup cause, or 0 when there is none. */
export function sipStatusOf(cause: number): number {
  return sipStatuses[cause] ?? 0;
}

/** What `chan_pjsip` makes of a SIP status (`ast_sip_hangup_sip2cause`). */
const sipCauses: Readonly<Record<number, number>> = {
  302: 23,
  401: 21,
  403: 21,
  404: 1,
  407: 21,
  408: 18,
  409: 41,
  410: 22,
  420: 3,
  480: 19,
  483: 19,
  484: 28,
  485: 1,
  486: 17,
  488: 58,
  500: 38,
  501: 29,
  502: 27,
  503: 34,
  504: 102,
  600: 17,
  603: 21,
  604: 1,
  606: 58,
};

/** The hangup cause of a SIP status; one that Asterisk does not know is taken for what its class means. */
export function causeOfSipStatus(status: number): number {
  const known = sipCauses[status];
  if (known !== undefined) return known;
  if (status >= 500 && status < 600) return 34;
  return status >= 400 && status < 700 ? 127 : 16;
}

/** Describes a hangup cause, as in `cause_txt`; a cause without a name is "Unknown". */
export function causeText(cause: number): string {
  return causeTexts[cause] ?? "Unknown";
}

/** The cause of a named hangup reason, or `undefined` when Asterisk does not know the reason. */
export function causeOfReason(reason: string): number | undefined {
  return Object.hasOwn(reasonCauses, reason) ? reasonCauses[reason] : undefined;
}

/** The cause of this name, in any case, or `undefined` when there is none. */
export function causeOfName(name: string): number | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(causeNames, upper) ? causeNames[upper] : undefined;
}
