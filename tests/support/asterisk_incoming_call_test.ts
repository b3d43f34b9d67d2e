import { assertEquals } from "@std/assert";
import { AsteriskPhone } from "./asterisk_phone.ts";
import type { SipHeaders, SipRequest } from "./sip.ts";
import { FakeServer } from "./sip_server.ts";

const sdp = "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

/** A phone that has registered with the server, and how the server calls it. */
async function registered(server: FakeServer) {
  const phone = await AsteriskPhone.open({ server, user: "bob" });
  const registering = phone.register();
  const register = await server.request("REGISTER");
  server.respond(register, 200, "OK");
  await registering;
  const invite: SipRequest = {
    ...register,
    method: "INVITE",
    uri: "sip:bob@127.0.0.1",
    headers: headers("1 INVITE"),
    body: sdp,
  };
  return { phone, register, invite };
}

function headers(sequence: string, id = "call"): SipHeaders {
  return [
    ["Via", "SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1"],
    ["From", '"Kal" <sip:77@127.0.0.1>;tag=a'],
    ["To", "<sip:bob@127.0.0.1>"],
    ["Call-ID", id],
    ["CSeq", sequence],
    ["Contact", "<sip:asterisk@127.0.0.1:5060>"],
  ];
}

/** Lets the phone leave: it takes its registration back. */
async function leave(server: FakeServer, phone: AsteriskPhone): Promise<void> {
  const leaving = phone[Symbol.asyncDispose]();
  const register = await server.request("REGISTER");
  server.respond(register, 200, "OK");
  await leaving;
  assertEquals(register.headers.find(([name]) => name === "Expires")?.[1], "0");
}

Deno.test("AsteriskIncomingCall rings, answers, holds and hangs up", async () => {
  await using server = await FakeServer.open();
  const { phone, invite } = await registered(server);
  server.send(invite);
  const call = await phone.incoming();

  call.ring();
  assertEquals((await server.response("INVITE")).status, 180);
  const answering = call.answer();
  const answer = await server.response("INVITE");
  server.send({ ...invite, method: "ACK", headers: headers("1 ACK"), body: "" });
  await answering;
  const holding = call.hold(true);
  const hold = await server.request("INVITE");
  server.respond(hold, 200, "OK", { body: sdp });
  await server.request("ACK");
  await holding;
  const leaving = call.hangup();
  server.respond(await server.request("BYE"), 200, "OK");
  await leaving;

  assertEquals([call.from, answer.status], ['"Kal" <sip:77@127.0.0.1>;tag=a', 200]);
  assertEquals(hold.body.includes("a=sendonly"), true);
  assertEquals(await call.ended(), { by: "phone", cause: 16 });
  await leave(server, phone);
});

Deno.test("AsteriskIncomingCall refuses with a status, and hears that it is cancelled and why", async () => {
  await using server = await FakeServer.open();
  const { phone, invite } = await registered(server);
  server.send(invite);
  const refused = await phone.incoming();
  const refusing = refused.reject(486);
  const refusal = await server.response("INVITE");
  await refusing;
  server.send({ ...invite, headers: headers("1 INVITE", "other") });
  const cancelled = await phone.incoming();
  server.send({
    ...invite,
    method: "CANCEL",
    headers: [...headers("1 CANCEL", "other"), ["Reason", "Q.850;cause=19"]],
    body: "",
  });

  assertEquals([refusal.status, await refused.ended()], [486, { by: "phone", cause: undefined, status: 486 }]);
  assertEquals(await cancelled.ended(), { by: "asterisk", cause: 19 });
  assertEquals((await server.response("CANCEL")).status, 200);
  assertEquals((await server.response("INVITE")).status, 487);
  await leave(server, phone);
});
