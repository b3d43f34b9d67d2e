import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import extensions from "../../_tools/asterisk/extensions.conf" with { type: "text" };
import { walk } from "../conformance/walk_commands.ts";
import { SimulatedAri, type WireEvent } from "./simulated_ari.ts";

/** How long the program waits after each request, in milliseconds of virtual time; what blocks is not waited for. */
const patience = 2_000;

class Walk implements AsyncDisposable {
  readonly ari: SimulatedAri;

  static async start(): Promise<Walk> {
    const ari = await SimulatedAri.open({ files: { "extensions.conf": extensions } });
    await ari.connect("app=app");
    await ari.connect("app=other");
    return new Walk(ari);
  }

  private constructor(ari: SimulatedAri) {
    this.ari = ari;
  }

  async pause(duration: number): Promise<void> {
    await new Promise<void>((resolve) => void this.ari.pbx.clock.schedule(duration, resolve));
  }

  async request(text: string): Promise<void> {
    const [request = "", json] = text.replaceAll("~", "").replace(" /", " ").split(/ (\{.*)/s);
    const options = json === undefined ? {} : { body: JSON.parse(json) };
    const answered = this.ari.rest(request, options).then(({ status, body }) => {
      // The words of an error that nobody thought of are in none of Asterisk's answers.
      assert(status < 500 || status === 501 || typeof body === "object", `${text} was answered ${status} ${body}`);
    });
    await Promise.race([answered, this.pause(patience)]);
    await this.pause(100);
  }

  async endEverything(): Promise<void> {
    const { ari } = this;
    const { body: channels } = await ari.rest("GET channels");
    for (const { id } of channels) await ari.rest(`DELETE channels/${encodeURIComponent(id)}`);
    const { body: bridges } = await ari.rest("GET bridges");
    if (Array.isArray(bridges)) {
      for (const { id } of bridges) await ari.rest(`DELETE bridges/${id}`);
    }
    await this.pause(60_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ari[Symbol.asyncDispose]();
  }
}

/** Throws when an event of a channel says that it is still there after its `ChannelDestroyed`, until it is made anew. */
function assertNothingAfterTheEnd(events: readonly WireEvent[]): void {
  const gone = new Map<string, string>();
  for (const event of events) {
    const { application, channel } = event;
    if (channel === undefined) continue;
    const key = `${application} ${channel.id}`;
    const end = gone.get(key);
    // A channel that is made again under the same id has another name.
    if (end === channel.name) throw new Error(`${event.type} of ${key} came after its ChannelDestroyed`);
    if (event.type === "ChannelDestroyed") gone.set(key, channel.name);
  }
}

/** Throws when something begins twice or ends without having begun, by application. */
function assertPairs(
  events: readonly WireEvent[],
  begin: string,
  end: string,
  key: (event: WireEvent) => string,
): void {
  const open = new Set<string>();
  for (const event of events.filter(({ type }) => type === begin || type === end)) {
    const name = `${event.application} ${key(event)}`;
    if (event.type === begin) {
      assert(!open.has(name), `${begin} of ${name} came twice`);
      open.add(name);
    } else assert(open.delete(name), `${end} of ${name} came without ${begin}`);
  }
}

Deno.test("walks leave nothing behind, and say nothing of what is gone", async () => {
  const property = fc.asyncProperty(walk(14), async (requests) => {
    await using run = await Walk.start();
    for (const request of requests) await run.request(request);
    await run.endEverything();

    const { events, pbx } = run.ari;
    pbx.assertIdle();
    assertNothingAfterTheEnd(events);
    assertPairs(events, "StasisStart", "StasisEnd", ({ channel }) => channel.name);
    for (const id of ["c", "c;2", "d", "d;2", "s"]) {
      const { status } = await run.ari.rest(`GET channels/${encodeURIComponent(id)}`);
      assertEquals([id, status], [id, 404]);
    }
  });

  await fc.assert(property, { numRuns: 200, seed: 4 });
});
