import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { AmiAuthenticationError, AmiConnectionError, AmiProtocolError } from "@asterism/asterisk/ami";
import { Digest } from "../../../ami/http/digest.ts";
import { HttpRequests } from "../../../ami/http/http_requests.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { AmiHttpServer } from "../../support/ami_http_server.ts";

const { signal } = new AbortController();

function optionsOf(server: AmiHttpServer, more: { digest?: Digest; clock?: VirtualClock } = {}) {
  const { digest, clock = new VirtualClock({ epoch: 0, auto: false }) } = more;
  const url = new URL(`http://127.0.0.1:8088/${digest === undefined ? "rawman" : "arawman"}`);
  const { fetch } = server.options.transport ?? {};
  if (fetch === undefined) throw new Error("Cannot find the way to the server");
  return { url, username: "admin", digest, fetch, clock };
}

async function open(server: AmiHttpServer): Promise<HttpRequests> {
  const opening = HttpRequests.open(optionsOf(server), signal);
  (await server.next()).answer("Challenge: 1");
  return await opening;
}

const makeDigest = () => new Digest({ username: "admin", secret: "secret", random: Math.random });

function challenge(nonce: string, { stale = false } = {}): Response {
  const more = stale ? ", stale=true" : "";
  return new Response("<html>", {
    status: 401,
    headers: { "www-authenticate": `Digest algorithm=MD5, realm="asterisk", nonce="${nonce}", qop="auth"${more}` },
  });
}

Deno.test("HttpRequests.open() asks for a challenge, and knows the server and its session", async () => {
  const server = new AmiHttpServer();
  const opening = HttpRequests.open(optionsOf(server), signal);
  const first = await server.next();
  server.maxAge = 30;
  first.answer("Challenge: 1");
  const requests = await opening;

  assertEquals([first.method, first.url.href], [
    "GET",
    "http://127.0.0.1:8088/rawman?action=Challenge&authtype=MD5",
  ]);
  assertEquals([requests.banner, requests.maxAge], [{ product: "Asterisk", version: "22.10.1" }, 30]);
});

for (
  const [status, body, kind, words] of [
    [404, "", AmiProtocolError, 'HTTP status 404, as when "webenabled" of manager.conf is off'],
    [302, "", AmiProtocolError, "HTTP status 302"],
    [200, "<html>", AmiProtocolError, "Cannot speak with a manager at http://127.0.0.1:8088/rawman"],
    [200, "Response: Success\r\n\r\n", AmiProtocolError, "is of no manager session"],
    [403, "", AmiAuthenticationError, "HTTP status 403"],
    [503, "", AmiConnectionError, "HTTP status 503"],
  ] as const
) {
  Deno.test(`HttpRequests.open() rejects when the server answers ${status} ${JSON.stringify(body)}`, async () => {
    const server = new AmiHttpServer();
    const opening = HttpRequests.open(optionsOf(server), signal);
    (await server.next()).respond(new Response(body, { status }));

    await assertRejects(() => opening, kind, words);
  });
}

Deno.test("HttpRequests.post() sends a form with the session's cookie, and nothing in the URL", async () => {
  const server = new AmiHttpServer();
  const requests = await open(server);
  const posting = requests.post("Action: Login\r\nSecret: a&b", signal);
  const action = await server.next();
  action.answer();

  assertEquals(await posting, "Response: Success\r\n\r\n");
  assertEquals([action.method, action.url.href, action.body], [
    "POST",
    "http://127.0.0.1:8088/rawman",
    "Action=Login&Secret=a%26b",
  ]);
  assertEquals(action.headers.get("cookie"), 'mansession_id="66cb0ca2"');
  assertEquals(action.headers.get("content-type"), "application/x-www-form-urlencoded");
});

Deno.test("HttpRequests.post() rejects when Asterisk has made another session, as nothing was done then", async () => {
  const server = new AmiHttpServer();
  const requests = await open(server);
  server.cookie = "12345678";
  const posting = requests.post("Action: Ping", signal);
  (await server.next()).answer("Response: Error", "Message: Permission denied");

  const error = await assertRejects(() => posting, AmiConnectionError, "Asterisk has ended the session");
  assertEquals(error.outcome, "not-sent");
});

Deno.test("HttpRequests.post() answers challenges that come because a nonce is too old, and sends the same again", async () => {
  const server = new AmiHttpServer();
  const opening = HttpRequests.open(optionsOf(server, { digest: makeDigest() }), signal);
  const first = await server.next();
  assertEquals([first.method, first.url.href, first.headers.has("authorization")], [
    "GET",
    "http://127.0.0.1:8088/arawman",
    false,
  ]);
  first.respond(challenge("a1"));
  const requests = await opening;
  const posting = requests.post("Action: Ping", signal);
  const once = await server.next();
  once.respond(challenge("b2", { stale: true }));
  const twice = await server.next();
  twice.answer("Ping: Pong");

  assertEquals(await posting, "Response: Success\r\nPing: Pong\r\n\r\n");
  assertMatch(once.headers.get("authorization") ?? "", /nonce="a1", uri="\/arawman".*nc=00000001/);
  assertMatch(twice.headers.get("authorization") ?? "", /nonce="b2".*nc=00000001/);
  assertEquals(once.body, twice.body);
});

Deno.test("HttpRequests.post() takes two requests that were overtaken by one challenge for what they are", async () => {
  const server = new AmiHttpServer();
  const opening = HttpRequests.open(optionsOf(server, { digest: makeDigest() }), signal);
  (await server.next()).respond(challenge("a1"));
  const requests = await opening;
  const both = Promise.all([requests.post("Action: A", signal), requests.post("Action: B", signal)]);
  const [one, two] = [await server.next(), await server.next()];
  one.respond(challenge("b2", { stale: true }));
  const again = await server.next();
  two.respond(challenge("b2", { stale: true }));
  const last = await server.next();
  again.answer("A: 1");
  last.answer("B: 1");

  assertEquals(await both, ["Response: Success\r\nA: 1\r\n\r\n", "Response: Success\r\nB: 1\r\n\r\n"]);
  assertMatch(again.headers.get("authorization") ?? "", /nonce="b2".*nc=00000001/);
  assertMatch(last.headers.get("authorization") ?? "", /nonce="b2".*nc=00000002/);
});

Deno.test("HttpRequests.post() rejects for good when the digest is refused, and when there is no end of challenges", async () => {
  const server = new AmiHttpServer();
  const opening = HttpRequests.open(optionsOf(server, { digest: makeDigest() }), signal);
  (await server.next()).respond(challenge("a1"));
  const requests = await opening;
  const refused = requests.post("Action: Ping", signal);
  (await server.next()).respond(challenge("b2"));
  const error = await assertRejects(() => refused, AmiAuthenticationError, 'Cannot log in as "admin"');
  assertEquals(error.message.includes("secret"), false);

  const endless = requests.post("Action: Ping", signal);
  for (let count = 0; count < 10; count++) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    (await server.next()).respond(challenge(`c${count}`, { stale: true }));
  }
  await assertRejects(() => endless, AmiConnectionError, "10 challenges in a row");

  const none = requests.post("Action: Ping", signal);
  (await server.next()).respond(new Response("", { status: 401 }));
  await assertRejects(() => none, AmiProtocolError, "the server sent no challenge");
});

Deno.test("HttpRequests.post() knows a session that Asterisk has made anew by a nonce that it would not take any more", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const server = new AmiHttpServer();
  const opening = HttpRequests.open(optionsOf(server, { digest: makeDigest(), clock }), signal);
  (await server.next()).respond(challenge("a1"));
  const requests = await opening;
  await clock.tick(65_000);
  const posting = requests.post("Action: Ping", signal);
  (await server.next()).answer();
  await posting;
  await clock.tick(1);
  const late = requests.post("Action: Ping", signal);
  (await server.next()).answer();

  await assertRejects(() => late, AmiConnectionError, "Asterisk has ended the session");
});
