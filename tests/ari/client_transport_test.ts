import { type AriClient, AriConnectionError, connect, type ConnectOptions, listen } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { systemTransport, type Transport } from "../../_internal/transport.ts";
import { makeClientTransport } from "../../ari/client_transport.ts";
import { authority, elsewhere, localhost } from "../support/certificates.ts";

const user = { username: "test", password: "secret" };

/** An Asterisk behind TLS that knows its version, and sends one event on each WebSocket. Keeps the headers that it gets. */
function serveTls(
  certificate: { cert: string; key: string },
): { server: Deno.HttpServer<Deno.NetAddr>; headers: Headers[] } {
  const headers: Headers[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {}, ...certificate }, (request) => {
    headers.push(new Headers(request.headers));
    if (request.headers.get("upgrade") !== "websocket") return Response.json({ system: { version: "22.10.1" } });
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => socket.send('{"type":"StasisStart","channel":{"id":"1"}}');
    return response;
  });
  return { server, headers };
}

async function withTls(
  options: Partial<ConnectOptions>,
  body: (ari: AriClient, headers: Headers[]) => Promise<void>,
  certificate = localhost,
): Promise<void> {
  const { server, headers } = serveTls(certificate);
  try {
    await using ari = await connect(`https://localhost:${server.addr.port}`, {
      ...user,
      proofTimeout: Infinity,
      ...options,
    });
    await body(ari, headers);
  } finally {
    await server.shutdown();
  }
}

Deno.test("with caCerts, requests and events come from an Asterisk whose certificate a private authority signed", async () => {
  await withTls({ caCerts: [authority] }, async (ari) => {
    const started = ari.once("StasisStart");
    await using _ = await ari.register({ apps: "a" });

    assertEquals((await started).channel.id, "1");
    assertEquals((await ari.asterisk.getInfo()).system?.version, "22.10.1");
  });
});

Deno.test("without caCerts such an Asterisk is refused, and one whose certificate has another name with them too", async () => {
  const unreachable = () => Promise.reject(new Error("connected"));

  const unknown = await assertRejects(() => withTls({}, unreachable), AriConnectionError);
  const renamed = await assertRejects(
    () => withTls({ caCerts: [authority] }, unreachable, elsewhere),
    AriConnectionError,
  );

  assertEquals([unknown.outcome, renamed.outcome], ["not-sent", "not-sent"]);
  assertStringIncludes(unknown.message, "as its certificate is not accepted (UnknownIssuer), the option caCerts takes");
  assertStringIncludes(
    renamed.message,
    'as its certificate is not accepted (certificate not valid for name "localhost"',
  );
});

Deno.test("headers are sent with requests and handshakes, and replace none of the client's own", async () => {
  const given = { "X-Proxy-Token": "t", "Content-Type": "text/plain" };
  await withTls({ caCerts: [authority], headers: given }, async (ari, seen) => {
    await using _ = await ari.register({ apps: "a" });
    await ari.channels.originate({ endpoint: "PJSIP/alice", variables: { A: "1" } });

    assertEquals(seen.map((headers) => headers.get("x-proxy-token")), ["t", "t", "t"]);
    assertEquals(seen.map((headers) => headers.get("authorization")), Array(3).fill(`Basic ${btoa("test:secret")}`));
    assertEquals(seen.at(-1)?.get("content-type"), "application/json");
  });
});

for (const name of ["Authorization", "bad name", ""]) {
  Deno.test(`the header "${name}" is refused before anything is sent`, () => {
    assertThrows(
      () => makeClientTransport({ headers: { [name]: "x" } }),
      TypeError,
      `Cannot send the header "${name.toLowerCase() === "authorization" ? "authorization" : name}"`,
    );
  });
}

Deno.test("a header with a line end in its value is refused", () => {
  assertThrows(
    () => makeClientTransport({ headers: { "x-a": "b\r\nx-c: d" } }),
    TypeError,
    'Cannot send the header "x-a"',
  );
});

Deno.test("ways that were given are used, with the headers, and Deno's own for the others", async () => {
  const sent: unknown[] = [];
  const fetch: Transport["fetch"] = (url, init) => {
    sent.push([url, Object.fromEntries(new Headers(init?.headers))]);
    return Promise.resolve(new Response());
  };

  using plain = makeClientTransport({ transport: { fetch } });
  using made = makeClientTransport({ transport: { fetch }, headers: { "X-A": "b" } });
  await made.transport.fetch("http://pbx/", { headers: { authorization: "c" } });

  assertEquals(sent, [["http://pbx/", { "x-a": "b", authorization: "c" }]]);
  assertEquals(plain.transport, { ...systemTransport, fetch });
});

Deno.test("listen() takes wss: with a certificate", async () => {
  const opened = Promise.withResolvers<string>();
  await using listener = listen({ port: 0, ...user, ...localhost }, async (ari) => {
    opened.resolve((await ari.once("ApplicationRegistered")).application);
  });
  using ways = makeClientTransport({ caCerts: [authority] });
  const headers = { authorization: `Basic ${btoa("test:secret")}` };
  const socket = new ways.transport.WebSocket(`wss://localhost:${listener.address.port}/`, { headers });
  socket.addEventListener("open", () => socket.send('{"type":"ApplicationRegistered","application":"a"}'));

  assertEquals(await opened.promise, "a");
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  socket.close();
  await closed;
});
