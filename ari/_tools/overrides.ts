import type { Property } from "../operation.ts";
import type { Override } from "./apply_overrides.ts";

/** Where Asterisk 22.10.1 does otherwise than its Swagger says. */
export const overrides: readonly Override[] = [
  {
    operation: "applications.unsubscribe",
    set: { errors: [400, 404, 422, 501] },
    reason:
      "409 is documented but no code sends it; 501 answers the attempt to leave all channels, bridges or endpoints.",
  },
  {
    operation: "bridges.destroy",
    set: { errors: [404, 409] },
    reason: "A bridge of the dialplan's own, as Dial() makes one, is answered with 409.",
  },
  {
    operation: "channels.originate",
    set: { errors: [400, 404, 409] },
    reason: "A label that the extension does not have is answered with 404.",
  },
  {
    operation: "channels.originateWithId",
    set: { errors: [400, 404, 409] },
    reason: "A label that the extension does not have is answered with 404.",
  },
  {
    operation: "recordings.copyStored",
    set: { errors: [403, 404, 409] },
    reason: "A destination outside the folder of recordings is answered with 403.",
  },
  {
    operation: "channels.create",
    set: { errors: [400, 409] },
    reason: "A missing or malformed endpoint, originator or format is answered with 400, as for originate.",
  },
  {
    operation: "channels.rtpstatistics",
    set: { errors: [403, 404] },
    reason: "A channel whose technology has no RTP, such as Local, is answered with 403.",
  },
  {
    operation: "channels.externalMedia",
    set: { errors: [400, 409, 501] },
    reason: "A combination of transport and encapsulation that is not built in is answered with 501.",
  },
  {
    operation: "events.claimChannel",
    set: { errors: [400, 404, 409, 501], since: ["20.20.0", "22.10.0", "23.4.0"] },
    reason: "Missing parameters are answered with 400, a missing module with 501; 22.9.0 has not got it, 22.10.0 has.",
  },
  {
    operation: "sounds.list",
    set: { errors: [404] },
    reason: "No match is answered with 404 rather than with an empty list.",
  },
  {
    operation: "sounds.get",
    set: { errors: [404] },
    reason: "An unknown sound is answered with 404.",
  },
  {
    parameter: "asterisk.updateObject.fields",
    set: { required: true },
    reason: "It is what the operation is about; an empty list says that nothing changes.",
  },
  {
    parameter: "channels.mute.direction",
    set: { required: true },
    drop: "default",
    reason: 'The default is never applied: without it Asterisk answers 400 "Direction is required".',
  },
  {
    parameter: "channels.unmute.direction",
    set: { required: true },
    drop: "default",
    reason: 'The default is never applied: without it Asterisk answers 400 "Direction is required".',
  },
  {
    parameter: "channels.sendDTMF.dtmf",
    set: { required: true },
    reason: 'Without it Asterisk answers 400 "DTMF is required".',
  },
  {
    parameter: "channels.externalMedia.direction",
    set: { values: ["both", "in", "out"] },
    reason: "The Swagger lists `both` alone, Asterisk takes three values.",
  },
  {
    parameter: "channels.transfer_progress.states",
    set: { values: ["channel_progress", "channel_answered", "channel_unavailable", "channel_declined"] },
    reason: 'Anything else is answered with 400 "Invalid states value".',
  },
  {
    parameter: "endpoints.refer.variables",
    set: { type: "strings" },
    reason: "A message carries nothing but strings: Asterisk answers 400 to anything else.",
  },
  {
    parameter: "endpoints.referToEndpoint.variables",
    set: { type: "strings" },
    reason: "A message carries nothing but strings: Asterisk answers 400 to anything else.",
  },
  {
    parameter: "endpoints.sendMessage.variables",
    set: { type: "strings" },
    reason: "A message carries nothing but strings: Asterisk answers 400 to anything else.",
  },
  {
    parameter: "endpoints.sendMessageToEndpoint.variables",
    set: { type: "strings" },
    reason: "A message carries nothing but strings: Asterisk answers 400 to anything else.",
  },
  {
    parameter: "events.userEvent.variables",
    set: { type: "json" },
    reason: "Any JSON passes through into the event.",
  },
  {
    property: "Playback.state",
    set: { values: ["queued", "playing", "paused", "continuing", "done", "failed"] },
    reason: "A paused playback says so when it is asked for; the Swagger does not have the value.",
  },
  {
    property: "Dial.forward",
    set: { required: true },
    reason: "It is always sent, empty when there is no forwarding.",
  },
  {
    property: "Dial.dialstring",
    set: { required: true },
    reason: "It is always sent, empty after the first event of an attempt.",
  },
  {
    property: "BridgeAttendedTransfer.destination_type",
    set: { values: ["bridge", "application", "link", "threeway", "fail"] },
    reason: "These are all that stasis_bridges.c writes.",
  },
  {
    property: "Bridge.video_mode",
    set: { values: ["none", "talker", "sfu", "single"] },
    reason: "The closed set is there in prose only.",
  },
  {
    property: "RESTRequest.type",
    set: { values: ["RESTRequest"] },
    reason: "Any other value is answered with 400.",
  },
  {
    model: "RTPstat",
    add: [
      "txmes",
      "rxmes",
      "remote_maxmes",
      "remote_minmes",
      "remote_normdevmes",
      "remote_stdevmes",
      "local_maxmes",
      "local_minmes",
      "local_normdevmes",
      "local_stdevmes",
    ].map((name): Property => ({ name, type: "double", list: false, required: false })),
    reason: "Media experience scores are sent but not in the model.",
  },
];
