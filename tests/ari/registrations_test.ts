import { AriClient, AriConnectionError, AriError, AriReplacedError, connect } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { type Given, withNetwork } from "../support/broken_network.ts";
import { FaultyTransport } from "../support/faulty_transport.ts";

async function registered({ ari }: Given): Promise<string[]> {
  return (await ari.applications.list()).map(({ name }) => name).sort();
}

Deno.test("who registers an application again has a part in it, and the last one to close it ends it", async () => {
  await withNetwork(async (given) => {
    const { network, ari } = given;
    const [first, second] = await Promise.all([
      ari.register({ apps: ["greeter", "other"] }),
      ari.register({ apps: ["other", "greeter", "greeter"] }),
    ]);
    const third = await ari.register({ apps: ["greeter", "other"] });
    await first.close();
    await first.close();
    await first.closed;
    await third[Symbol.asyncDispose]();
    const during = await registered(given);
    const event = ari.once("ChannelUserevent");
    await ari.events.userEvent({ eventName: "hello", application: "other" });
    await event;
    await second.close();

    assertEquals([during, await registered(given)], [["greeter", "other"], []]);
    assertEquals(network.sockets, { open: 0, most: 1, made: 1 });
  });
});

Deno.test("all parts of a registration hear when it ends for good", async () => {
  await withNetwork(async ({ pbx, ari }) => {
    const parts = [await ari.register({ apps: "greeter" }), await ari.register({ apps: "greeter" })];
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    const theirs = await other.register({ apps: "greeter" });
    for (const part of parts) await assertRejects(() => part.closed, AriReplacedError);
    const back = await ari.register({ apps: "greeter" });
    for (const part of parts) await part.close();

    await assertRejects(() => theirs.closed, AriReplacedError);
    assertEquals(await Promise.race([back.closed, "still there"]), "still there");
    await back.close();
  });
});

Deno.test("a registration can't be had with other options, and not in part", async () => {
  await withNetwork(async ({ network, ari }) => {
    await using _ = await ari.register({ apps: ["greeter", "other"] });
    const apps = ["greeter", "other"];
    const refused: string[] = [];
    for (
      const options of [
        { apps: "greeter" },
        { apps: ["greeter", "third"] },
        { apps, subscribeAll: true },
        { apps, filter: "handlers" },
        { apps, reconnect: false },
        { apps, replaced: "retake" },
      ] as const
    ) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      refused.push((await assertRejects(() => ari.register(options), AriError)).message);
    }
    await using _same = await ari.register({ apps, keepTrying: true });

    assertEquals(refused, [
      'Cannot register "greeter": this client has registered "greeter,other" together, close that first',
      'Cannot register "greeter,third": this client has registered "greeter,other" together, close that first',
      'Cannot register "greeter,other": this client has registered it already, with subscribeAll false and not true',
      'Cannot register "greeter,other": this client has registered it already, with filter all and not handlers',
      'Cannot register "greeter,other": this client has registered it already, with reconnect true and not false',
      'Cannot register "greeter,other": this client has registered it already, with replaced stop and not retake',
    ]);
    assertEquals(network.sockets.made, 1);
  });
});

Deno.test("what another connection has taken of a registration can be registered anew", async () => {
  await withNetwork(async ({ pbx, ari, next }) => {
    await using rest = await ari.register({ apps: ["one", "two"] });
    await using other = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
    const theirs = await other.register({ apps: "one" });
    await next("replaced");
    await using _one = await ari.register({ apps: "one" });
    await using _two = await ari.register({ apps: "two" });

    await assertRejects(() => theirs.closed, AriReplacedError);
    assertEquals(await Promise.race([rest.closed, "still there"]), "still there");
  });
});

Deno.test("an application is registered again only when its former connection is out of the way", async () => {
  await withNetwork(async ({ network, ari }) => {
    const first = await ari.register({ apps: "greeter" });
    const closing = first.close();
    await using second = await ari.register({ apps: "greeter", subscribeAll: true });
    await closing;
    const again = second.close();
    await assertRejects(
      () => ari.register({ apps: "greeter", signal: AbortSignal.abort(new Error("enough")) }),
      Error,
      "enough",
    );
    await again;

    assertEquals(network.sockets, { open: 0, most: 1, made: 2 });
  });
});

async function withDownedNetwork(body: (given: { network: FaultyTransport; ari: AriClient }) => Promise<void>) {
  await using pbx = await simulate({ listen: false });
  const network = new FaultyTransport(pbx);
  network.isDown = true;
  await using ari = new AriClient(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, transport: network.transport });
  await body({ network, ari });
}

Deno.test("who gives a registration up leaves it to the others, and the last one ends the attempts", async () => {
  await withDownedNetwork(async ({ network, ari }) => {
    const controllers = [new AbortController(), new AbortController(), new AbortController()];
    const [first, second, third] = controllers;
    const status = ari.status();
    const options = { apps: "greeter", keepTrying: true };
    const waits = controllers.map(({ signal }) => ari.register({ ...options, signal }));
    await status.next();
    first?.abort(new Error("enough of the first"));
    await assertRejects(() => waits[0] ?? Promise.resolve(), Error, "enough of the first");
    await status.next();
    network.isDown = false;
    const registration = await waits[1];
    second?.abort(new Error("too late"));
    await (await waits[2])?.close();
    third?.abort(new Error("too late"));

    assertEquals(network.sockets.open, 1);
    await registration?.close();
    assertEquals([network.sockets.open, network.sockets.most], [0, 1]);
    network.isDown = true;
    const last = new AbortController();
    const given = ari.register({ ...options, signal: last.signal });
    await status.next();
    last.abort(new Error("enough of it"));
    await assertRejects(() => given, Error, "enough of it");
    assertEquals(network.sockets.open, 0);
  });
});

Deno.test("a registration that is given up sends no filter any more when handlers change", async () => {
  await withDownedNetwork(async ({ network, ari }) => {
    const status = ari.status();
    const given = new AbortController();
    const registering = ari.register({ apps: "greeter", filter: "handlers", keepTrying: true, signal: given.signal });
    await status.next();
    given.abort(new Error("enough"));
    await assertRejects(() => registering, Error, "enough");
    network.isDown = false;
    const asked: string[] = [];
    network.before = (url) => void asked.push(url);

    ari.on("ChannelHold", () => {});
    await ari.asterisk.ping();
    await ari.asterisk.ping();

    assertEquals(asked.filter((url) => url.includes("eventFilter")), []);
  });
});

Deno.test("who does not keep trying is refused, and who does goes on", async () => {
  await withDownedNetwork(async ({ network, ari }) => {
    const status = ari.status();
    const impatient = ari.register({ apps: "greeter" });
    const patient = ari.register({ apps: "greeter", keepTrying: true });
    await assertRejects(() => impatient, AriConnectionError, "cannot reach");
    await status.next();
    network.isDown = false;
    await using _ = await patient;

    assertEquals([network.sockets.open, network.sockets.most], [1, 1]);
  });
});

Deno.test("a client that closes ends the attempts of all who register", async () => {
  await withDownedNetwork(async ({ network, ari }) => {
    const status = ari.status();
    const waits = [1, 2].map(() => ari.register({ apps: "greeter", keepTrying: true }));
    await status.next();
    await Promise.all([ari.close(), ...waits.map((wait) => assertRejects(() => wait, AriConnectionError, "closed"))]);

    assertEquals(network.sockets.open, 0);
  });
});
