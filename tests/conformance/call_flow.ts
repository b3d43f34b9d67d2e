/** Calls that an application makes, told in a line for each event of each channel. */
import { type AriClient, connect } from "@asterism/asterisk/ari";
import { assertEquals, equal } from "@std/assert";
import { isStatistics, type WireEvent } from "../support/trace.ts";
import { type Conformance, conformance, type ConformanceOptions } from "./harness.ts";

/** What a flow works with. */
export interface Flow extends Conformance {
  readonly ari: AriClient;
  /** What the ids of this run begin with, so that no two runs meet. */
  readonly prefix: string;
  /** Sends a request below `/ari/`, `ID` in it standing for the prefix, and gives status and body. */
  rest(request: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Resolves when an event of this type has come for the channel, counted from the start of the flow. */
  seen(type: string, channel: string, nth?: number): Promise<WireEvent>;
}

/** What is expected of each channel: its events in order; several orders where two threads race on a real Asterisk. */
export type ExpectedFlow = Readonly<Record<string, readonly string[] | { readonly anyOf: readonly string[][] }>>;

/**
 * Defines a conformance test of what becomes of channels: `body` acts, and afterwards the events of each channel are
 * compared. Events of different channels have no order among each other, as Asterisk's threads race.
 */
export function flow(
  name: string,
  body: (flow: Flow) => Promise<void>,
  expected: ExpectedFlow,
  options: ConformanceOptions & { readonly hearsAll?: boolean } = {},
): void {
  const { hearsAll = false, ...exempt } = options;
  conformance(name, async (given) => {
    const { backend, signal } = given;
    await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
    const prefix = `f${crypto.randomUUID().slice(0, 8)}`;
    const events: WireEvent[] = [];
    const wakers = new Set<() => void>();
    ari.on("*", (event) => {
      events.push(JSON.parse(JSON.stringify(event).replaceAll(prefix, "ID")));
      for (const wake of [...wakers]) wake();
    });
    await using _ = await ari.register({ apps: `${prefix}app`, subscribeAll: hearsAll, signal });
    const { username, password } = backend.user;

    await body({
      ...given,
      ari,
      prefix,
      async rest(request, json) {
        const [method = "", path = ""] = request.split(" ");
        const response = await backend.fetch(`/ari/${path.replaceAll("ID", prefix)}`, {
          method,
          headers: { authorization: `Basic ${btoa(`${username}:${password}`)}`, "content-type": "application/json" },
          signal,
          ...(json !== undefined && { body: JSON.stringify(json).replaceAll("ID", prefix) }),
        });
        const text = (await response.text()).replaceAll(prefix, "ID");
        return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
      },
      async seen(type, channel, nth = 1) {
        while (true) {
          const found = events.filter((event) => event.type === type && subjectOf(event) === channel)[nth - 1];
          if (found !== undefined) return found;
          signal.throwIfAborted();
          // deno-lint-ignore no-await-in-loop -- Each event is looked at in turn.
          await new Promise<void>((resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error(`No ${type} of ${channel} in ${tell(events)}`)));
            wakers.add(resolve);
          });
        }
      },
    });
    for (const [channel, lines] of Object.entries(expected)) assertTrace(channel, traceOf(events, channel), lines);
  }, exempt);
}

/** The lines for the statistics of a line that ends, of a channel in this state and application. */
export function statisticsLines(where: string): string[] {
  return ["", "JITTER", "LOSS", "RTT", "MES"].map((what) =>
    `ChannelVarset variable=RTPAUDIOQOS${what} value=<figures> ${where}`
  );
}

/** The id of the channel that an event is about. */
function subjectOf(event: WireEvent): string | undefined {
  const { id } = Object(event.channel ?? event.peer);
  return id;
}

function traceOf(events: readonly WireEvent[], channel: string): string[] {
  return events.filter((event) => subjectOf(event) === channel).map(line);
}

function assertTrace(channel: string, trace: readonly string[], expected: ExpectedFlow[string]): void {
  const orders = "anyOf" in expected ? expected.anyOf : [expected];
  if (orders.some((order) => equal(trace, order))) return;
  assertEquals({ [channel]: trace }, { [channel]: orders[0] });
}

function tell(events: readonly WireEvent[]): string {
  return events.map((event) => `${subjectOf(event)} ${line(event)}`).join("; ");
}

/** The type of an event, what it says besides, and the state and application of its channel. */
function line(event: WireEvent): string {
  const { state, dialplan } = Object(event.channel ?? event.peer);
  const said = ["variable", "value", "dialstatus", "dialstring", "cause", "tech_cause", "digit", "args", "destination"]
    .filter((name) => event[name] !== undefined)
    .map((name) =>
      name === "value" && isStatistics(event)
        ? "value=<figures>"
        : `${name}=${typeof event[name] === "string" ? event[name] : JSON.stringify(event[name])}`
    );
  const soft = event.soft === true ? ["soft"] : [];
  return [event.type, ...said, ...soft, `[${[state, dialplan?.app_name].filter(Boolean).join(" ")}]`].join(" ");
}
