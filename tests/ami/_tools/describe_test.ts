import { assertEquals, assertThrows } from "@std/assert";
import { Describer } from "../../../ami/_tools/describe.ts";

const descriptions = {
  actions: { Ping: "Pings." },
  events: {},
  fields: { Channel: "A channel.", "Status.Channel": "Only this channel." },
  answers: {},
  headers: {},
};

Deno.test("Describer prefers what is said of a header in its place", () => {
  const describer = new Describer(descriptions);

  assertEquals(describer.header("fields", "Status", "Channel"), "Only this channel.");
  assertEquals(describer.header("fields", "Hangup", "Channel"), "A channel.");
  assertEquals(describer.named("actions", "Ping"), "Pings.");
  describer.requireComplete();
});

Deno.test("Describer names what was not found, and what was not used", () => {
  const describer = new Describer(descriptions);

  assertThrows(
    () => describer.requireComplete(),
    Error,
    'Cannot use the descriptions "actions Ping", "fields Channel", "fields Status.Channel": there is no such thing',
  );
  assertEquals(describer.header("headers", "Hangup", "Cause"), "");
  assertThrows(() => describer.requireComplete(), Error, 'Cannot describe "headers Hangup.Cause": add it');
});

Deno.test("Describer gives headers of PJSIP's objects the name of their option", () => {
  const describer = new Describer(descriptions);

  assertEquals(describer.header("headers", "EndpointDetail", "RtpSymmetric"), "Option or property `rtp_symmetric`.");
  assertEquals(describer.header("headers", "AuthDetail", "Password"), "The password, in plain text.");
});
