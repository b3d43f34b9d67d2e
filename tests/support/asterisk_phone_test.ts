import { assertEquals, assertRejects } from "@std/assert";
import { AsteriskPhone } from "./asterisk_phone.ts";
import { FakeServer } from "./sip_server.ts";

const sdp = "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

Deno.test("AsteriskPhone.call() sends an INVITE as its user, and resolves before the answer", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice", displayName: "Alice" });

  const calling = phone.call("100");
  const invite = await server.request("INVITE");
  server.respond(invite, 100, "Trying");
  const call = await calling;

  assertEquals(invite.uri, `sip:100@127.0.0.1:${server.port}`);
  assertEquals(invite.headers.find(([name]) => name === "From")?.[1].split(";")[0], '"Alice" <sip:alice@127.0.0.1>');
  server.respond(invite, 486, "Busy Here", { headers: [["Reason", "Q.850;cause=17"]] });
  assertEquals(await call.ended(), { by: "asterisk", cause: 17, status: 486 });
  assertEquals((await server.request("ACK")).headers.find(([name]) => name === "CSeq")?.[1], "1 ACK");
  await assertRejects(() => call.answered, Error, "SIP status 486, hangup cause 17");
});

Deno.test("AsteriskCall acknowledges the answer each time that it comes, and hangs up", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  const invite = await server.request("INVITE");

  server.respond(invite, 200, "OK", { body: sdp });
  await server.request("ACK");
  server.respond(invite, 200, "OK", { body: sdp });
  await server.request("ACK");
  const call = await calling;
  await call.answered;

  const hangingUp = call.hangup();
  server.respond(await server.request("BYE"), 200, "OK");
  await hangingUp;
  assertEquals(await call.ended(), { by: "phone", cause: 16 });
  await call.hangup();
});

Deno.test("AsteriskCall answers Asterisk's BYE and reads its cause", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  const invite = await server.request("INVITE");
  server.respond(invite, 200, "OK", { body: sdp });
  const call = await calling;

  server.send({
    ...invite,
    method: "BYE",
    headers: [...server.dialog(invite, "9 BYE"), ["Reason", "Q.850;cause=21"]],
    body: "",
  });

  assertEquals(await call.ended(), { by: "asterisk", cause: 21 });
  assertEquals((await server.response("BYE")).status, 200);
});

Deno.test("AsteriskCall cancels, once Asterisk has the call, when its signal aborts before the answer", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const controller = new AbortController();
  const calling = phone.call("100", { signal: controller.signal });
  const invite = await server.request("INVITE");
  server.respond(invite, 180, "Ringing");
  const call = await calling;

  controller.abort(new Error("enough"));
  server.respond(await server.request("CANCEL"), 200, "OK");
  server.respond(invite, 487, "Request Terminated");

  await assertRejects(() => call.answered, Error, "enough");
  assertEquals(await call.ended(), { by: "phone", cause: 16 });
});

Deno.test("AsteriskCall hangs up when the answer crosses its CANCEL", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  const invite = await server.request("INVITE");
  server.respond(invite, 100, "Trying");
  const call = await calling;

  const hangingUp = call.hangup();
  server.respond(invite, 200, "OK", { body: sdp });
  server.respond(await server.request("BYE"), 200, "OK");

  await hangingUp;
  assertEquals(await call.ended(), { by: "phone", cause: 16 });
});

Deno.test("AsteriskCall.press() sends each digit over RTP", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  const invite = await server.request("INVITE");
  server.respond(invite, 200, "OK", { body: sdp.replace("audio 9", `audio ${server.mediaPort}`) });
  const call = await calling;
  await call.answered;

  await call.press("4#");

  const digits = new Set(await server.digits(2));
  assertEquals(digits, new Set(["4", "#"]));
  const hangingUp = call.hangup();
  server.respond(await server.request("BYE"), 200, "OK");
  await hangingUp;
  await assertRejects(() => call.press("1"), TypeError, `Cannot press "1": the call is ended`);
});

Deno.test("AsteriskCall.ended() rejects with its signal's reason, and the call goes on", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  const invite = await server.request("INVITE");
  server.respond(invite, 180, "Ringing");
  const call = await calling;

  await assertRejects(() => call.ended({ signal: AbortSignal.abort(new Error("late")) }), Error, "late");

  server.respond(invite, 404, "Not Found");
  assertEquals(await call.ended(), { by: "asterisk", cause: undefined, status: 404 });
});

Deno.test("AsteriskPhone hangs up its calls when it is disposed of, and twice is harmless", async () => {
  await using server = await FakeServer.open();
  const phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  server.respond(await server.request("INVITE"), 200, "OK", { body: sdp });
  const call = await calling;

  const disposing = phone[Symbol.asyncDispose]();
  server.respond(await server.request("BYE"), 200, "OK");
  await disposing;
  await phone[Symbol.asyncDispose]();

  assertEquals((await call.ended()).by, "phone");
  await assertRejects(() => phone.call("100"), TypeError, "the phone is closed");
});

Deno.test("AsteriskPhone answers OPTIONS, refuses calls, and ignores what is no SIP", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const calling = phone.call("100");
  const invite = await server.request("INVITE");
  server.respond(invite, 404, "Not Found");
  await calling;
  const headers = server.dialog(invite, "1 OPTIONS").map(([name, value]) =>
    [name, name === "Call-ID" ? "other" : value] as const
  );

  server.sendBytes(new Uint8Array([0, 1, 2]));
  server.send({ ...invite, method: "OPTIONS", headers, body: "" });
  assertEquals((await server.response("OPTIONS")).status, 200);
  server.send({
    ...invite,
    headers: headers.map(([name, value]) => [name, name === "CSeq" ? "2 INVITE" : value]),
    body: "",
  });
  assertEquals((await server.response("INVITE")).status, 481);
});

Deno.test("AsteriskCall holds, and transfers to extensions and to other calls", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice" });
  const answer = async (extension: string) => {
    const calling = phone.call(extension);
    const invite = await server.request("INVITE");
    const headers = [["Contact", `<sip:asterisk@127.0.0.1:${server.port}>`]] as const;
    server.respond(invite, 200, "OK", { headers, body: sdp });
    await server.request("ACK");
    return { call: await calling, invite };
  };
  const { call, invite } = await answer("100");
  const { call: other } = await answer("101");
  const notify = (sequence: number, status: string) => {
    server.send({
      ...invite,
      method: "NOTIFY",
      headers: server.dialog(invite, `${sequence} NOTIFY`),
      body: `SIP/2.0 ${status}\r\n`,
    });
  };

  const holding = call.hold(true);
  const hold = await server.request("INVITE");
  server.respond(hold, 200, "OK", { body: sdp });
  const acknowledged = await server.request("ACK");
  await holding;
  const blind = call.transfer("102");
  const refer = await server.request("REFER");
  server.respond(refer, 202, "Accepted");
  notify(1, "100 Trying");
  notify(2, "200 OK");
  const attended = other.transfer(call);
  const replacing = await server.request("REFER");
  server.respond(replacing, 603, "Decline");

  assertEquals([await blind, await attended], [200, 603]);
  assertEquals(hold.body.includes("a=sendonly"), true);
  const of = (request: typeof refer, wanted: string) => request.headers.find(([name]) => name === wanted)?.[1];
  assertEquals([of(acknowledged, "CSeq"), of(refer, "CSeq")], ["2 ACK", "3 REFER"]);
  assertEquals(of(refer, "Refer-To"), `<sip:102@127.0.0.1:${server.port}>`);
  const [, id] = /Replaces=([^;%]+)%3B/.exec(of(replacing, "Refer-To") ?? "") ?? [];
  assertEquals(id, call.id);
  for (const each of [call, other]) {
    const leaving = each.hangup();
    // deno-lint-ignore no-await-in-loop -- One call after the other.
    server.respond(await server.request("BYE"), 200, "OK");
    // deno-lint-ignore no-await-in-loop -- One call after the other.
    await leaving;
  }
});

Deno.test("AsteriskPhone.message() sends a text, and resolves with the final status", async () => {
  await using server = await FakeServer.open();
  await using phone = await AsteriskPhone.open({ server, user: "alice", displayName: "Alice" });

  const sending = phone.message("100", "Hello");
  const message = await server.request("MESSAGE");
  server.respond(message, 100, "Trying");
  server.respond(message, 202, "Accepted");

  assertEquals(await sending, 202);
  assertEquals([message.uri, message.body], [`sip:100@127.0.0.1:${server.port}`, "Hello"]);
});
