import { type AmiClient, AmiConnectionError, AmiError, connect, type ConnectOptions } from "@asterism/asterisk/ami";
import { Follower, type ReadCause } from "../../../ami/models/follower.ts";
import type { Reading } from "../../../ami/models/model_table.ts";
import { answerList } from "../../support/ami_lists.ts";
import { type AmiPeer, AmiServer, type ReceivedAction } from "../../support/ami_server.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";
import { assertEquals, assertRejects } from "@std/assert";

/** What is followed here: queues, of which each thing told is written down. */
class Notes {
  readonly name = "queues";
  readonly events = ["QueueCallerJoin"];
  readonly lists = ["QueueStatus"];
  readonly module = "app_queue";
  readonly told: string[] = [];
  readonly #next: ((line: string) => void)[] = [];

  apply(event: { get(header: string): string | undefined }): void {
    this.#tell(`event ${event.get("Queue")}`);
  }

  load({ answers, events }: Reading, cause: ReadCause): void {
    this.#tell(`${cause}: ${answers.flat().length} items, ${events.length} events`);
  }

  lose(): void {
    this.#tell("lost");
  }

  end(error?: AmiError): void {
    this.#tell(`end ${error?.message ?? ""}`);
  }

  /** Resolves with what is told next. */
  next(): Promise<string> {
    return new Promise((resolve) => this.#next.push(resolve));
  }

  #tell(line: string): void {
    this.told.push(line);
    this.#next.shift()?.(line);
  }
}

interface Bench {
  readonly manager: AmiClient;
  readonly notes: Notes;
  readonly server: AmiServer;
  readonly peer: AmiPeer;
  /** Starts to follow, up to where the list is asked for. */
  readonly start: (signal?: AbortSignal) => Promise<{ starting: Promise<Follower>; list: ReceivedAction }>;
}

async function withFollower(
  run: (bench: Bench) => Promise<void>,
  options: Partial<ConnectOptions> = {},
): Promise<void> {
  const server = new AmiServer();
  const connecting = connect({ ...server.options, random: () => 0, ...options });
  using peer = await server.acceptLogin();
  await using manager = await connecting;
  const notes = new Notes();
  const start = async (signal?: AbortSignal) => {
    const starting = Follower.start(manager, notes, { maxHeld: 3, signal });
    await answerList(peer, await peer.expect("Command"), {});
    return { starting, list: await peer.expect("QueueStatus") };
  };
  await run({ manager, notes, server, peer, start });
  peer.close();
}

const sales = { QueueStatus: [["Event: QueueParams", "Queue: sales"]] };
const join = ["Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.1"];

/** Starts with one list answered. */
async function started({ peer, start }: Bench): Promise<Follower> {
  const { starting, list } = await start();
  await answerList(peer, list, sales);
  return await starting;
}

/** The next action must be a list, which is answered. */
async function answerNext(peer: AmiPeer): Promise<void> {
  await answerList(peer, await peer.expect("QueueStatus"), sales);
}

Deno.test("Follower listens before it asks for the list, and gives what comes meanwhile with it", async () => {
  await withFollower(async ({ peer, notes, start }) => {
    const { starting, list } = await start();
    await peer.message(...join);
    await answerList(peer, list, sales);
    using follower = await starting;
    const event = notes.next();
    await peer.message(...join);
    assertEquals([await event, follower.isCurrent], ["event sales", true]);
    assertEquals(notes.told, ["start: 1 items, 1 events", "event sales"]);
  });
});

Deno.test("Follower sees events that a handler of the program keeps from others", async () => {
  await withFollower(async (bench) => {
    bench.manager.on("QueueCallerJoin", () => true);
    using _ = await started(bench);
    const event = bench.notes.next();
    await bench.peer.message(...join);
    assertEquals(await event, "event sales");
  });
});

Deno.test("Follower reads again after a gap, also when the gap comes while it reads", async () => {
  await withFollower(async (bench) => {
    const { peer, server, notes } = bench;
    using follower = await started(bench);
    peer.close();
    using second = await server.acceptLogin();
    await second.expect("QueueStatus");
    second.close();
    using third = await server.acceptLogin();
    const loaded = notes.next();
    await third.message(...join);
    await answerNext(third);
    assertEquals([await loaded, follower.isCurrent], ["resumed: 1 items, 1 events", true]);
    assertEquals(notes.told, ["start: 1 items, 0 events", "lost", "lost", "resumed: 1 items, 1 events"]);
    third.close();
  });
});

Deno.test("Follower reads again when Asterisk has started, and when its module was loaded anew", async () => {
  await withFollower(async (bench) => {
    const { peer, notes } = bench;
    using _ = await started(bench);
    for (
      const [message, cause] of [
        [["Event: FullyBooted", "Status: Fully Booted"], "booted"],
        [["Event: Reload", "Module: app_queue.so", "Status: 0"], "module"],
        [["Event: Load", "Module: app_queue", "Status: Success"], "module"],
      ] as const
    ) {
      const loaded = notes.next();
      // deno-lint-ignore no-await-in-loop -- one reading after the other.
      await peer.message(...message);
      // deno-lint-ignore no-await-in-loop -- the same.
      await answerNext(peer);
      // deno-lint-ignore no-await-in-loop -- the same.
      assertEquals(await loaded, `${cause}: 1 items, 0 events`);
    }
    const event = notes.next();
    await peer.message("Event: Reload", "Module: res_pjsip.so");
    await peer.message(...join);
    assertEquals(await event, "event sales");
  });
});

Deno.test("Follower reads once more when there is a reason to while it reads, and gives the last one only", async () => {
  await withFollower(async (bench) => {
    const { peer, notes } = bench;
    using follower = await started(bench);
    const asked = follower.reread();
    const first = await peer.expect("QueueStatus");
    await peer.message("Event: Reload", "Module: app_queue.so");
    await answerList(peer, first, sales);
    await answerNext(peer);
    await asked;
    assertEquals(notes.told, ["start: 1 items, 0 events", "module: 1 items, 0 events"]);
  });
});

Deno.test("Follower that gets no answer in time asks again while the connection is there", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: true });
  await withFollower(async (bench) => {
    const { peer, notes } = bench;
    using _ = await started(bench);
    const loaded = notes.next();
    await peer.message("Event: Reload", "Module: app_queue.so");
    await peer.expect("QueueStatus");
    await answerNext(peer);
    assertEquals(await loaded, "module: 1 items, 0 events");
  }, { clock, onError: () => {} });
});

Deno.test("Follower names the module that may not be loaded, at the beginning and when it was unloaded", async () => {
  await withFollower(async ({ peer, start, notes }) => {
    const { starting, list } = await start();
    const refused = assertRejects(() => starting, AmiError, "is the module app_queue.so loaded?");
    await answerList(peer, list, {});
    await refused;
    const again = await start();
    await answerList(peer, again.list, sales);
    using _ = await again.starting;
    const loaded = notes.next();
    await peer.message("Event: Unload", "Module: app_queue.so", "Status: Success");
    await answerList(peer, await peer.expect("QueueStatus"), {});
    const said = await loaded;
    assertEquals(
      said.startsWith("end Cannot keep queues: Cannot run action QueueStatus: Asterisk answered Error"),
      true,
    );
  });
});

Deno.test("Follower that can't begin rejects: the connection is lost, the signal aborts, too much comes meanwhile", async () => {
  await withFollower(async ({ peer, start }) => {
    const controller = new AbortController();
    const { starting } = await start(controller.signal);
    controller.abort(new Error("enough"));
    await assertRejects(() => starting, Error, "enough");
    const crowded = await start();
    for (let count = 0; count < 4; count++) {
      // deno-lint-ignore no-await-in-loop -- in their order.
      await peer.message(...join);
    }
    const message = "Cannot keep 4 events while the lists of queues are read: at most 3 are kept";
    await assertRejects(() => crowded.starting, AmiError, message);
    const cut = await start();
    peer.close();
    await assertRejects(() => cut.starting, AmiConnectionError);
  }, { reconnect: false });
});

Deno.test("Follower ends with its client, or with why that has ended", async () => {
  await withFollower(async (bench) => {
    const follower = await started(bench);
    const end = bench.notes.next();
    const closing = bench.manager.close();
    await bench.peer.serve();
    await closing;
    assertEquals(await end, "end ");
    await assertRejects(() => follower.reread(), AmiError, "Cannot read queues again: it was closed");
  });
  await withFollower(async (bench) => {
    using _ = await started(bench);
    const lost = bench.notes.next();
    const end = bench.notes.next();
    bench.peer.close();
    assertEquals([await lost, (await end).startsWith("end Cannot go on: Asterisk closed")], ["lost", true]);
  }, { reconnect: false });
});
