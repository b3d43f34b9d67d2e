import { assertEquals } from "@std/assert";
import {
  formatSdp,
  formatSip,
  hangupCause,
  header,
  parseSdp,
  parseSip,
  respond,
  type SipMessage,
  type SipRequest,
  transactionMethod,
} from "./sip.ts";

const bye: SipRequest = {
  kind: "request",
  method: "BYE",
  uri: "sip:alice@127.0.0.1:4000",
  headers: [
    ["Via", "SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1"],
    ["From", "<sip:100@127.0.0.1>;tag=a"],
    ["To", '"Älice" <sip:alice@127.0.0.1>;tag=b'],
    ["Call-ID", "c@d"],
    ["CSeq", "7 BYE"],
    ["Reason", "Q.850;cause=17"],
  ],
  body: "",
};

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A parsed message without the length, which formatting adds. */
function withoutLength(message: SipMessage | undefined): SipMessage | undefined {
  return message && { ...message, headers: message.headers.filter(([name]) => name !== "Content-Length") };
}

Deno.test("parseSip() reads what formatSip() has written", () => {
  const response = respond(bye, 200, "OK", { headers: [["Allow", "BYE"]], body: "ä\r\n" });

  assertEquals(withoutLength(parseSip(formatSip(bye))), bye);
  assertEquals(withoutLength(parseSip(formatSip(response))), response);
});

Deno.test("formatSip() counts the body in bytes", () => {
  assertEquals(
    new TextDecoder().decode(formatSip({ ...bye, headers: [], body: "ä" })).split("\r\n")[1],
    "Content-Length: 2",
  );
});

Deno.test("parseSip() gives undefined, and does not throw, for a datagram cut in its headers", () => {
  const wire = formatSip({ ...bye, body: "body" });

  for (let cut = 0; cut < wire.length - "body".length; cut++) {
    assertEquals(parseSip(wire.subarray(0, cut)), undefined, `cut at ${cut}`);
  }
});

Deno.test("parseSip() takes nothing else for SIP", () => {
  for (const text of ["", "\r\n\r\n", "hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "SIP/2.0 99 Low\r\n\r\n"]) {
    assertEquals(parseSip(bytes(text)), undefined, text);
  }
});

Deno.test("header() reads compact and folded headers, in any case", () => {
  const message = parseSip(bytes("SIP/2.0 200 OK\r\ni: one\r\nCONTACT:\r\n <sip:a>\r\n\r\n"));

  assertEquals(message && header(message, "Call-ID"), "one");
  assertEquals(message && header(message, "Contact"), "<sip:a>");
  assertEquals(message && header(message, "To"), undefined);
});

Deno.test("respond() repeats what says whose request it was, and nothing else", () => {
  const { headers } = respond(bye, 200, "OK");

  assertEquals(headers.map(([name]) => name), ["Via", "From", "To", "Call-ID", "CSeq"]);
});

Deno.test("transactionMethod() reads the method of the CSeq", () => {
  assertEquals(transactionMethod(respond(bye, 200, "OK")), "BYE");
});

Deno.test("hangupCause() reads Q.850, and no other protocol's cause", () => {
  assertEquals(hangupCause(bye), 17);
  assertEquals(hangupCause({ ...bye, headers: [["Reason", 'SIP;cause=200;text="x"']] }), undefined);
  assertEquals(
    hangupCause({ ...bye, headers: [["Reason", "SIP;cause=486"], ["reason", 'q.850 ;text="a" ;cause=21']] }),
    21,
  );
  assertEquals(hangupCause({ ...bye, headers: [] }), undefined);
});

Deno.test("parseSdp() reads where audio goes and how digits are sent", () => {
  const answer = "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 15202 RTP/AVP 0 96\r\na=rtpmap:96 telephone-event/8000\r\n";

  assertEquals(parseSdp(answer), { hostname: "10.0.0.1", port: 15202, digitType: 96 });
  assertEquals(parseSdp(formatSdp({ hostname: "127.0.0.1", port: 4 })), {
    hostname: "127.0.0.1",
    port: 4,
    digitType: 101,
  });
});

Deno.test("parseSdp() is undefined where no audio is wanted", () => {
  assertEquals(parseSdp(""), undefined);
  assertEquals(parseSdp("c=IN IP4 10.0.0.1\r\nm=audio 0 RTP/AVP 0\r\n"), undefined);
});
