/** The client over TLS, with servers that have a certificate of the tests' authority. */
import { assertEquals, assertRejects } from "@std/assert";
import { AmiConnectionError, connect, type ConnectOptions } from "@asterism/asterisk/ami";
import { VirtualClock } from "../../simulator/virtual_clock.ts";
import { AmiPeer } from "../support/ami_server.ts";
import { authority, elsewhere, localhost } from "../support/certificates.ts";

const user = { username: "admin", secret: "secret", heartbeat: Infinity, reconnect: false } as const;
const tls = { caCerts: [authority] };

/** A server of one connection, which it gives to `serve`; what the network says of the client's failures is of no interest. */
async function withServer(
  certificate: { readonly cert: string; readonly key: string } | undefined,
  serve: (peer: AmiPeer) => Promise<unknown>,
  run: (port: number) => Promise<unknown>,
): Promise<void> {
  const options = { hostname: "127.0.0.1", port: 0 };
  using listener = certificate === undefined ? Deno.listen(options) : Deno.listenTls({ ...options, ...certificate });
  const serving = (async () => {
    const connection = await listener.accept();
    try {
      await serve(new AmiPeer(connection));
    } catch {
      // The client has refused the certificate.
    } finally {
      connection.close();
    }
  })();
  await run(listener.addr.port);
  await serving;
}

async function serve(peer: AmiPeer): Promise<void> {
  await peer.logIn();
  const logoff = await peer.action();
  await peer.answer(logoff, "Response: Goodbye");
}

for (const hostname of ["127.0.0.1", "localhost"]) {
  Deno.test(`connect() speaks TLS with ${hostname}, whose certificate an authority has signed that it is told to trust`, async () => {
    await withServer(localhost, serve, async (port) => {
      await using manager = await connect({ ...user, hostname, port, tls });
      assertEquals(manager.banner.version, "11.0.0");
    });
  });
}

function refused(
  name: string,
  certificate: typeof localhost | undefined,
  options: Partial<ConnectOptions>,
  words: string,
): void {
  Deno.test(name, async () => {
    await withServer(certificate, (peer) => peer.action(), async (port) => {
      const error = await assertRejects(() => connect({ ...user, port, ...options }), AmiConnectionError, words);
      assertEquals([error.outcome, error.message.includes("secret")], ["not-sent", false]);
    });
  });
}

refused(
  "connect() trusts no certificate of an unknown authority",
  localhost,
  { tls: true },
  "no authority that is trusted",
);
refused("connect() trusts no certificate for another name", elsewhere, { tls }, "its certificate is for another name");
Deno.test("connect() gives up a handshake that does not come about", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  const rejects = assertRejects(
    () => connect({ ...user, port: listener.addr.port, tls, clock }),
    AmiConnectionError,
    "within 10000 ms",
  );
  // Deno itself keeps the socket until the server has closed its end, too.
  using connection = await accepted;
  await connection.read(new Uint8Array(1_024));
  await clock.tick(10_100);
  await rejects;
});

Deno.test("connect() says that there is no TLS at a port where a manager says hello in clear", async () => {
  const hello = async (peer: AmiPeer) => {
    await peer.send("Asterisk Call Manager/11.0.0\r\n");
    await peer.next();
  };
  await withServer(undefined, hello, async (port) => {
    await assertRejects(() => connect({ ...user, port, tls }), AmiConnectionError, "there is no TLS at this port");
  });
});

Deno.test("connect() without TLS says at a port for TLS that no banner came", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  await withServer(localhost, (peer) => peer.action(), async (port) => {
    const arrived = Promise.withResolvers<void>();
    const transport = {
      async connect(options: { hostname: string; port: number }) {
        const connection = await Deno.connect(options);
        arrived.resolve();
        return connection;
      },
    };
    const rejects = assertRejects(
      () => connect({ ...user, port, clock, transport }),
      AmiConnectionError,
      "within 10000 ms: no banner came, as where TLS or another service is",
    );
    await arrived.promise;
    await clock.tick(10_100);
    await rejects;
  });
});

Deno.test("over https the authority and the name are checked as well", async () => {
  const answer = () => new Response("<html>", { status: 404 });
  for (const [certificate, words] of [[localhost, "HTTP status 404"], [elsewhere, "for another name"]] as const) {
    await using server = Deno.serve({
      hostname: "127.0.0.1",
      port: 0,
      onListen() {},
      onError: () => new Response(),
      ...certificate,
    }, answer);
    const url = `https://127.0.0.1:${server.addr.port}`;
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await assertRejects(() => connect({ ...user, url, tls }), Error, words);
    // deno-lint-ignore no-await-in-loop -- The same.
    await assertRejects(() => connect({ ...user, url }), AmiConnectionError, "no authority that is trusted");
  }
});
