import * as api from "@asterism/asterisk/ari";
import { type PhoneCall, simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals } from "@std/assert";
import { readTable, runCode } from "../support/documented_table.ts";

/** What each row of a table runs in: an Asterisk, a client and a call in its application. */
export interface World {
  readonly pbx: SimulatedPbx;
  readonly ari: api.AriClient;
  /** The call, answered. */
  readonly channel: api.Channel;
  /** The caller. */
  readonly caller: PhoneCall;
  /** What the row's handler was called with. */
  readonly handled: unknown[][];
  /** Resolves when the row's handler has been called so often. */
  handler(times?: number): Promise<void>;
  /** Makes one more client, which is closed with the others. */
  connect(options?: Partial<api.ConnectOptions>): Promise<api.AriClient>;
  /** Runs the row's code, with further names. */
  run(names?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** What is done with each row's code, and what must come of it. */
export type Proofs = Readonly<Record<string, (world: World) => Promise<void>>>;

/** Defines a test for each row of a table in the page about migration, and one that no row is without. */
export function proveRows(heading: string, proofs: Proofs): void {
  const page = "migrate-from-ari-client-and-aioari.md";
  for (const [old, prove] of Object.entries(proofs)) {
    Deno.test(`${heading}: ${old}`, async () => {
      const row = (await readTable(page, heading)).find((candidate) => candidate.old === old);
      await withWorld(row?.cells[0] ?? "", prove);
    });
  }

  Deno.test(`${heading}: each row is proven, and no other one`, async () => {
    const rows = await readTable(page, heading);

    assertEquals(rows.map(({ old }) => old), Object.keys(proofs));
  });
}

async function withWorld(code: string, prove: (world: World) => Promise<void>): Promise<void> {
  await using pbx = await simulate({
    listen: false,
    mailboxes: true,
    files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(world,one)\n same => n,Hangup()\n" },
    endpoints: { "PJSIP/bob": { onCall: { answer: 1_000 } } },
  });
  const { url, user } = pbx.ari;
  // Each client that a row makes is closed with the first one.
  const clients: api.AriClient[] = [];
  const connect = async (to: string, options: api.ConnectOptions) => {
    const given = { ...pbx.connection.transport, ...options.transport };
    const client = await api.connect(to, { ...pbx.connection, ...options, transport: given });
    clients.push(client);
    return client;
  };
  try {
    const ari = await connect(url, { ...user, onError: () => {} });
    await using _registration = await ari.register({ apps: "world" });
    const started = ari.once("StasisStart");
    const caller = await pbx.phone("PJSIP/alice").call("100");
    const { channel } = await started;
    await channel.answer();
    await caller.answered();
    const handled: unknown[][] = [];
    const wakers = new Set<() => void>();
    const handler = (...values: unknown[]) => {
      handled.push(values);
      for (const wake of wakers) wake();
    };
    await prove({
      pbx,
      ari,
      channel,
      caller,
      handled,
      connect: (options) => connect(url, { ...user, ...options }),
      handler: (times = 1) =>
        new Promise((resolve) => {
          const wake = () => handled.length >= times && resolve();
          wakers.add(wake);
          wake();
        }),
      run: (names) =>
        runCode(code, {
          ...{ ari, channel, handler, url, connect, username: user.username, password: user.password },
          AriClient: api.AriClient,
          AriConnectionError: api.AriConnectionError,
          ...names,
        }),
    });
  } finally {
    for (const client of clients) await client.close();
  }
}
