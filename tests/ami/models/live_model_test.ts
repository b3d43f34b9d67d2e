import {
  AmiConnectionError,
  AmiError,
  connect,
  type ConnectOptions,
  type LiveDeviceState,
  liveDeviceStates,
  type LiveModel,
  type LiveModelOptions,
} from "@asterism/asterisk/ami";
import { answerList, type Lists, serveLists } from "../../support/ami_lists.ts";
import { type AmiPeer, AmiServer } from "../../support/ami_server.ts";
import { assertEquals, assertRejects } from "@std/assert";

interface Bench {
  readonly states: LiveModel<LiveDeviceState>;
  readonly server: AmiServer;
  /** The first connection; its lists were answered once. */
  readonly peer: AmiPeer;
}

/** Keeps the states of devices on a scripted server. */
async function withStates(
  lists: Lists,
  run: (bench: Bench) => Promise<void>,
  options: LiveModelOptions & Partial<ConnectOptions> = {},
): Promise<void> {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, random: () => 0, ...options });
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  const opening = liveDeviceStates(manager, options);
  await answerList(peer, await peer.expect("Command"), lists);
  await answerList(peer, await peer.expect("DeviceStateList"), lists);
  await using states = await opening;
  await run({ states, server, peer });
  peer.close();
}

function item(device: string, state: string): string[] {
  return ["Event: DeviceStateChange", `Device: ${device}`, `State: ${state}`];
}

Deno.test("LiveModel has what the list has, and tells changes to handlers and streams, in order", async () => {
  await withStates(
    { DeviceStateList: [item("Custom:a", "INUSE"), item("Custom:b", "BUSY")] },
    async ({ states, peer }) => {
      assertEquals([states.size, states.isCurrent, states.has("Custom:c"), states.doubts], [2, true, false, []]);
      assertEquals([...states].map(({ State }) => State), ["INUSE", "BUSY"]);
      using changes = states.changes();
      const told: string[] = [];
      states.on("*", ({ type, id }) => told.push(`${type} ${id}`));
      states.on("changed", ({ item, before }) => told.push(`${before.State} to ${item.State}`));
      const unwanted = states.on("added", () => told.push("unwanted"));
      unwanted[Symbol.dispose]();

      await peer.message(...item("Custom:a", "BUSY"));
      await peer.message(...item("Custom:b", "BUSY"));
      await peer.message(...item("Custom:c", "INUSE"));
      const { value: first } = await changes.next();
      const { value: second } = await changes.next();

      assertEquals([first?.type, first?.id, first?.event?.get("State")], ["changed", "Custom:a", "BUSY"]);
      assertEquals([second?.type, states.get("Custom:c")], ["added", { Device: "Custom:c", State: "INUSE" }]);
      assertEquals(told, ["changed Custom:a", "INUSE to BUSY", "added Custom:c"]);
      assertEquals([...states.entries()].map(([id]) => id), ["Custom:a", "Custom:b", "Custom:c"]);
    },
  );
});

Deno.test("LiveModel that lost its connection reads the list again, and tells the differences as a resync", async () => {
  const lists: Lists = { DeviceStateList: [item("Custom:a", "INUSE"), item("Custom:b", "BUSY")] };
  await withStates(lists, async ({ states, server, peer }) => {
    using changes = states.changes();
    using resyncs = states.resyncs();
    peer.close();
    using again = await server.acceptLogin();
    assertEquals([states.isCurrent, states.size], [false, 2]);
    await again.message(...item("Custom:a", "RINGING"));
    const served = serveLists(again, { DeviceStateList: [item("Custom:a", "BUSY"), item("Custom:c", "BUSY")] });
    const { value: resync } = await resyncs.next();

    assertEquals([resync?.cause, resync?.missed?.from instanceof Date, states.isCurrent], ["resumed", true, true]);
    assertEquals(resync?.changes.map(({ type, id, cause }) => `${type} ${id} ${cause}`), [
      "changed Custom:a resync",
      "removed Custom:b resync",
      "added Custom:c resync",
    ]);
    const told = [await changes.next(), await changes.next(), await changes.next()].map(({ value }) => value);
    assertEquals(told, [...resync?.changes ?? []]);
    // What came before the list was asked for is said again behind the list: events win, as a newer one would still come.
    assertEquals(states.get("Custom:a")?.State, "RINGING");
    again.close();
    assertEquals(await served, ["DeviceStateList"]);
  });
});

Deno.test("LiveModel.resync() reads the list again and resolves with what differed", async () => {
  await withStates({ DeviceStateList: [item("Custom:a", "INUSE")] }, async ({ states, peer }) => {
    using resyncs = states.resyncs();
    const asked = states.resync();
    const action = await peer.expect("DeviceStateList");
    await peer.message(...item("Custom:b", "RINGING"));
    await answerList(peer, action, { DeviceStateList: [item("Custom:b", "BUSY")] });
    const changes = await asked;

    assertEquals(changes.map(({ type, id }) => `${type} ${id}`), ["removed Custom:a", "added Custom:b"]);
    assertEquals(states.get("Custom:b")?.State, "RINGING");
    assertEquals((await resyncs.next()).value, { cause: "asked", changes });
    const refused = states.resync();
    await answerList(peer, await peer.expect("DeviceStateList"), { DeviceStateList: "Permission denied" });
    await assertRejects(() => refused, AmiError, "Cannot keep device states: Cannot run action DeviceStateList");
    await assertRejects(() => states.closed, AmiError, '"Permission denied"');
  });
});

Deno.test("LiveModel.resync() rejects while the connection is lost, and after the end", async () => {
  await withStates({ DeviceStateList: [] }, async ({ states, server, peer }) => {
    using resyncs = states.resyncs();
    peer.close();
    using again = await server.accept();
    await assertRejects(() => states.resync(), AmiConnectionError, "the connection is lost");
    await again.logIn();
    const served = serveLists(again, { DeviceStateList: [] });
    assertEquals((await resyncs.next()).value?.changes, []);
    await states.close();
    await states.close();
    await states.closed;
    await assertRejects(() => states.resync(), AmiError, "it was closed");
    assertEquals(await resyncs.next(), { done: true, value: undefined });
    again.close();
    await served;
  });
});

Deno.test("LiveModel that holds too much ends with an error, and so do its streams", async () => {
  await withStates({ DeviceStateList: [item("Custom:a", "INUSE")] }, async ({ states, peer }) => {
    using changes = states.changes();
    await peer.message(...item("Custom:b", "INUSE"));
    const message = 'Cannot keep 2 device states: at most 1 are kept, as "limit" says';
    await assertRejects(() => changes.next(), AmiError, message);
    await assertRejects(() => states.closed, AmiError, message);
    assertEquals(states.isCurrent, false);
  }, { limit: 1 });
});

Deno.test("LiveModel gives what handlers throw to the client's onError, and streams end with their signal", async () => {
  const errors: string[] = [];
  await withStates({ DeviceStateList: [] }, async ({ states, peer }) => {
    states.on("added", () => {
      throw new Error("thrown");
    });
    states.on("added", () => Promise.reject(new Error("rejected")));
    const controller = new AbortController();
    using changes = states.changes({ signal: controller.signal });
    await peer.message(...item("Custom:a", "INUSE"));
    await changes.next();
    controller.abort(new Error("enough"));
    await assertRejects(() => changes.next(), Error, "enough");
  }, { onError: (error) => errors.push(error instanceof Error ? error.message : String(error)) });
  assertEquals(errors, ["thrown", "rejected"]);
});
