import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { RawAri, type RawEvent } from "./raw_ari.ts";

/** What is left of a text when what SIP adds to it is taken away. */
function told({ type, application, endpoint, message }: RawEvent): unknown {
  const { variables: { PJSIP_TRANSPORT: transport, "Content-Type": kind }, ...others } = message;
  return { type, application, endpoint: endpoint.resource, message: others, transport, kind };
}

conformance(
  "a text from a phone reaches who is subscribed to its endpoint, once for each subscription",
  async (given) => {
    const ari = new RawAri(given);
    const [one, all, other] = [ari.name("one"), ari.name("all"), ari.name("other")];
    await using socket = await ari.connect(`app=${one},${other}`);
    await using allSocket = await ari.connect(`app=${all}&subscribeAll=true`);
    for (const source of ["endpoint:PJSIP/alice", "endpoint:PJSIP"]) {
      await ari.rest(`POST applications/${one}/subscription?eventSource=${source}`);
    }
    await ari.rest(`POST applications/${other}/subscription?eventSource=endpoint:PJSIP/bob`);

    const status = await given.backend.message("nobody", "Hello\n ü\r\n\n");
    const texts = [
      await socket.event("TextMessageReceived"),
      await socket.event("TextMessageReceived", 2),
      await allSocket.event("TextMessageReceived"),
    ];
    await ari.rest(`POST events/user/end?application=${one}`);
    await ari.rest(`POST events/user/end?application=${all}`);
    await socket.event("ChannelUserevent");
    await allSocket.event("ChannelUserevent");
    // An application that is subscribed to something stays.
    for (const source of ["endpoint:PJSIP/alice", "endpoint:PJSIP"]) {
      await ari.rest(`DELETE applications/${one}/subscription?eventSource=${source}`);
    }
    await ari.rest(`DELETE applications/${other}/subscription?eventSource=endpoint:PJSIP/bob`);

    const message = { from: '"Alice" <sip:alice@127.0.0.1>', to: "pjsip:nobody@127.0.0.1", body: "Hello\n ü" };
    const expected = (application: string) => ({
      type: "TextMessageReceived",
      application,
      endpoint: "alice",
      message,
      transport: "udp",
      kind: "text/plain",
    });
    assertEquals(status, 202);
    assertEquals(texts.map(told), [one, one, all].map(expected));
    const heard = [...socket.events, ...allSocket.events].filter(({ type }) => type === "TextMessageReceived");
    assertEquals(heard.map(({ application }) => application), [one, one, all]);
    assertEquals(Object.keys(texts[0] ?? {}), [
      "type",
      "timestamp",
      "endpoint",
      "message",
      "asterisk_id",
      "application",
    ]);
  },
);

conformance("a text from a phone that nobody wants is refused", async (given) => {
  const ari = new RawAri(given);
  await using _ = await ari.connect(`app=${ari.name("app")}`);

  assertEquals(await given.backend.message("nobody", "x"), 404);
});
