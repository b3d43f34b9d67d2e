/** How a real Asterisk lets managers in or does not, over TLS and without, and how clients come back from its restart. */
import { AmiAuthenticationError, type AmiClient, AmiConnectionError, AmiResponseError } from "@asterism/asterisk/ami";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { authority } from "../support/certificates.ts";
import { hasAsterisk } from "./harness.ts";
import { openHttpManager, openManager, realAsterisk } from "./real_manager.ts";

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasAsterisk(), fn });
}

const caCerts = [authority];

test("AMI over TLS, and over https, with a certificate that an authority has signed", async () => {
  const { tls } = await realAsterisk();
  for (const hostname of ["127.0.0.1", "localhost"]) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    await using manager = await openManager({ hostname, port: tls.manager, tls: { caCerts }, authentication: "plain" });
    // deno-lint-ignore no-await-in-loop -- The same.
    assertEquals((await manager.action("Ping")).get("Ping"), "Pong");
    const url = `https://${hostname}:${tls.http}`;
    for (const authentication of ["md5", "plain", "digest"] as const) {
      // deno-lint-ignore no-await-in-loop -- The same.
      await using http = await openHttpManager({ url, tls: { caCerts }, authentication });
      // deno-lint-ignore no-await-in-loop -- The same.
      assertEquals((await http.action("Ping")).get("Ping"), "Pong");
    }
  }
});

test("wrong certificates and wrong ports are told apart", async () => {
  const { tls, ports } = await realAsterisk();
  const refusal = async (opening: () => Promise<AmiClient>) => {
    const error = await assertRejects(opening, AmiConnectionError);
    assertEquals(error.outcome, "not-sent");
    return error.message.replace(/^.*: /, "");
  };
  const unknown = `no authority that is trusted has signed its certificate, "tls" can name others in "caCerts"`;

  assertEquals(await refusal(() => openManager({ port: tls.manager, tls: true })), unknown);
  assertEquals(await refusal(() => openHttpManager({ url: `https://127.0.0.1:${tls.http}` })), unknown);
  assertEquals(await refusal(() => openManager({ tls: { caCerts } })), "there is no TLS at this port");
  assertEquals(
    await refusal(() => openHttpManager({ url: `https://127.0.0.1:${ports.http}` })),
    "there is no TLS at this port",
  );
  assertEquals(
    await refusal(() => openHttpManager({ url: `http://127.0.0.1:${tls.http}` })),
    "the server says nothing here, as where it wants TLS",
  );
  assertEquals(
    await refusal(() => openHttpManager({ url: `http://127.0.0.1:${ports.manager}` })),
    "there is no HTTP at this port",
  );
  assertEquals(
    await refusal(() => openManager({ port: tls.manager, connectTimeout: 500 })),
    "no banner came, as where TLS or another service is",
  );
});

test("who may not come from here is refused as with a wrong secret", async () => {
  const { deniedManager } = await realAsterisk();
  await assertRejects(() => openManager(deniedManager), AmiAuthenticationError, "Authentication failed");
  await assertRejects(() => openHttpManager(deniedManager), AmiAuthenticationError, "Authentication failed");
  await assertRejects(
    () => openHttpManager({ ...deniedManager, authentication: "digest" }),
    AmiAuthenticationError,
    "HTTP status 403",
  );
});

test("a user who may be logged in once is told so, and comes in when the former is out", async () => {
  const { singleManager } = await realAsterisk();
  const first = await openManager(singleManager);
  await assertRejects(() => openManager(singleManager), AmiResponseError, "Login Already In Use");
  await assertRejects(() => openHttpManager(singleManager), AmiResponseError, "Login Already In Use");
  const coming = openManager({ ...singleManager, keepTrying: true }); // It is no reason to give up.
  await first.close();
  await using second = await coming;
  assertEquals((await second.action("Ping")).get("Ping"), "Pong");
});

test("who comes when too many have not logged in is told that there is no banner", async () => {
  const { manager: { hostname, port } } = await realAsterisk();
  const others: Deno.Conn[] = [];
  try {
    let isFull = false;
    // "authlimit" is 50; which of the others are counted as well differs.
    while (!isFull && others.length < 200) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      const connection = await Deno.connect({ hostname, port });
      others.push(connection);
      // deno-lint-ignore no-await-in-loop -- The same.
      isFull = await connection.read(new Uint8Array(100)) === null;
    }
    assert(isFull && others.length > 50, `${others.length}`);
    const error = await assertRejects(() => openManager(), AmiConnectionError, "closed it before its banner");
    assertEquals(error.outcome, "not-sent");
  } finally {
    for (const connection of others) connection.close();
  }
  await using manager = await openManager({ keepTrying: true });
  await manager.action("Ping");
});

test("clients come back from a restart by themselves, and hear when Asterisk has started", async () => {
  const { pid } = await realAsterisk();
  const booted = await Promise.all([
    openManager(),
    openHttpManager(),
    openHttpManager({ authentication: "digest" }),
  ].map(async (opening) => {
    const manager = await opening;
    const [statuses, events, boots] = [manager.status(), manager.events("UserEvent"), manager.events("FullyBooted")];
    return { manager, statuses, events, boots };
  }));
  await using operator = await openManager({ events: "off", reconnect: false });

  const error = await assertRejects(() => operator.command("core restart now"), AmiConnectionError);

  assertEquals(error.outcome, "unknown");
  for (const { manager, statuses, events, boots } of booted) {
    const types: string[] = [];
    for await (const status of statuses) {
      if (status.type === "booted") continue;
      types.push(status.type);
      if (status.type !== "resumed") continue;
      assert(status.missed.from < status.missed.to);
      break;
    }
    assertEquals([...new Set(types)], ["lost", "waiting", "resumed"]);
    // deno-lint-ignore no-await-in-loop -- One client after the other.
    await manager.command("core waitfullybooted");
    // deno-lint-ignore no-await-in-loop -- The same.
    await manager.send("UserEvent", { UserEvent: "After" });
    // deno-lint-ignore no-await-in-loop -- The same.
    assertEquals((await events.next()).value?.UserEvent, "After");
    if (manager === booted[0]?.manager) {
      // deno-lint-ignore no-await-in-loop -- That of the first login, and that of the second.
      const told = [(await boots.next()).value, (await boots.next()).value];
      assertEquals(told.map((event) => event?.get("Status")), ["Fully Booted", "Fully Booted"]);
    }
    // deno-lint-ignore no-await-in-loop -- One client after the other.
    await manager.close();
  }
  // The same process, as Asterisk starts itself anew.
  assertEquals((await realAsterisk()).pid, pid);
});
