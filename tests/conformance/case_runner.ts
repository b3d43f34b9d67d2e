import { CaseEvents } from "./case_events.ts";
import type { World } from "./case_world.ts";
import { type Case, type RequestStep, resolveStep, type Step } from "./cases/script.ts";
import { assertSendable } from "./cases/sendable.ts";
import { normalizeText, normalizeValue, ownBody } from "./volatile.ts";

/** What came of a case, normalised. */
export interface CaseRun {
  /** What each step was answered, as JSON. */
  readonly answers: readonly string[];
  /** The events that came meanwhile, as JSON. */
  readonly events: readonly string[];
}

/** The state of things that a case begins with could not be reached. */
export class GivenError extends Error {
  override readonly name = "GivenError";
}

/** How long one request may take, in milliseconds of the PBX's time. */
const requestTimeLimit = 9_000;
/** How long an event may take. */
const eventTimeLimit = 3_000;
/** How long the state of things that a case begins with may take. */
const givenTimeLimit = 9_000;
/** So long without an event means that all has been said. */
const quietTime = 150;
const quietTimeLimit = 5_000;
const pollInterval = 20;
/** The module that cases unload, and that must run again behind them. */
const spareModule = "res_clialiases.so";

/** Runs a case; `prefix` is what its names begin with. */
export async function runCase(given: Case, world: World, prefix: string): Promise<CaseRun> {
  const run = new Run(world, prefix);
  await using _ = run;
  await bringAboutState(run, given);
  if (given.given.length > 0) await run.events.quiet(quietTime, quietTimeLimit);
  const start = run.events.count;
  const answers: string[] = [];
  let isRefused = false;
  for (const step of given.steps) {
    // What was refused has no consequences that could be waited for.
    const answer: Answer = isRefused && ("event" in step || "poll" in step) ? {} : await run.do(step, eventTimeLimit);
    answers.push(JSON.stringify(answer));
    isRefused ||= answers.length === 1 && hasFailed(answer);
  }
  await run.events.quiet(quietTime, quietTimeLimit);
  const events = run.events.since(start).map((text) => JSON.stringify(normalizeValue(JSON.parse(text), prefix)));
  return { answers, events };
}

/** A state of things that was brought about. What the run has made ends when it is disposed of. */
export interface Scene extends AsyncDisposable {
  /** Tells of a request that somebody else has sent, and of what it was answered: its consequences belong to the run. */
  note(request: string, answer?: unknown): void;
}

/** Brings about the state of things that a case begins with, and does no more. */
export async function bringAbout(given: Pick<Case, "given" | "sockets">, world: World, prefix: string): Promise<Scene> {
  const run = new Run(world, prefix);
  try {
    await bringAboutState(run, given);
    return run;
  } catch (error) {
    await run[Symbol.asyncDispose]();
    throw error;
  }
}

async function bringAboutState(
  run: Run,
  { sockets = ["app=~app"], given }: Pick<Case, "given" | "sockets">,
): Promise<void> {
  // deno-lint-ignore no-await-in-loop -- One step after the other.
  for (const query of sockets) await run.do({ socket: "open", query }, givenTimeLimit);
  for (const step of given) {
    // deno-lint-ignore no-await-in-loop -- One step after the other.
    const answer = await run.do(step, givenTimeLimit);
    if (hasFailed(answer)) {
      throw new GivenError(`Cannot bring about "${describeStep(step)}": ${JSON.stringify(answer)}`);
    }
  }
}

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly location?: string;
  readonly allow?: string;
  readonly body?: unknown;
  /** Why there is no answer. */
  readonly failed?: string;
}

function hasFailed({ status, failed }: Answer): boolean {
  return failed !== undefined || (status !== undefined && status >= 400);
}

/** Says what a step does, for people. */
export function describeStep(step: Step): string {
  if ("request" in step) return step.request;
  if ("event" in step) return `event ${step.event} ${step.holds?.join(" ") ?? ""}`.trimEnd();
  if ("poll" in step) return `${step.poll} ${step.not ? "without" : "with"} ${step.holds}`;
  if ("pause" in step) return `pause of ${step.pause} ms`;
  if ("quiet" in step) return `${step.quiet} ms without events`;
  return `${step.socket} events?${step.query}`;
}

class Run implements Scene {
  readonly events: CaseEvents;
  readonly #world: World;
  readonly #prefix: string;
  /** Ids that Asterisk made for what this run asked for. */
  readonly #made = new Set<string>();
  readonly #requests: string[] = [];

  constructor(world: World, prefix: string) {
    this.#world = world;
    this.#prefix = prefix;
    this.events = new CaseEvents(world, prefix);
  }

  async do(unresolved: Step, timeLimit: number): Promise<Answer> {
    const step = resolveStep(unresolved, this.#prefix);
    if ("request" in step) return await this.#request(step);
    if ("event" in step) {
      const { event, holds = [], times = 1 } = step;
      return await this.events.wait(event, holds, times, timeLimit) ? {} : { failed: "no such event" };
    }
    if ("poll" in step) {
      return await this.#poll(step.poll, (text) => text.includes(step.holds) !== (step.not ?? false), timeLimit);
    }
    if ("pause" in step) {
      await this.#pause(step.pause);
      return {};
    }
    if ("quiet" in step) {
      await this.events.quiet(step.quiet, quietTimeLimit);
      return {};
    }
    if (step.socket === "open") return await this.events.open(step.query) ? {} : { failed: "refused" };
    await this.events.close(step.query);
    return {};
  }

  note(request: string, answer?: unknown): void {
    this.#requests.push(request);
    const { id } = Object(answer);
    if (typeof id === "string") this.#made.add(id);
  }

  /** Ends whatever the run has left on an Asterisk that others use after it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cleanUp();
    await this.events[Symbol.asyncDispose]();
  }

  async #request(step: RequestStep): Promise<Answer> {
    assertSendable(step);
    this.#requests.push(step.request);
    const response = await this.#send(step);
    if (response === undefined) return { failed: "no answer" };
    const { status, text, headers } = response;
    const type = headers.get("content-type") ?? undefined;
    const location = headers.get("location") ?? undefined;
    const allow = headers.get("allow") ?? undefined;
    const isJson = type === "application/json" && text !== "";
    const body = isJson ? JSON.parse(text) : text;
    if (step.request.startsWith("POST") && typeof body?.id === "string") this.#made.add(body.id);
    const normal = isJson
      ? normalizeValue(ownBody(step.request, body, this.#prefix), this.#prefix)
      : normalizeText(text.replaceAll("\r\n", "\n"), this.#prefix);
    return {
      status,
      ...(type !== undefined && { type }),
      ...(location !== undefined && { location: normalizeText(location, this.#prefix) }),
      ...(allow !== undefined && { allow }),
      ...(text !== "" && { body: normal }),
    };
  }

  async #send(step: RequestStep): Promise<{ status: number; text: string; headers: Headers } | undefined> {
    const { url, user, transport, clock } = this.#world;
    const [method = "", path = ""] = step.request.split(/ (.*)/s);
    const headers = new Headers({ authorization: `Basic ${btoa(`${user.username}:${user.password}`)}` });
    const {
      body = step.json === undefined ? undefined : { type: "application/json", text: JSON.stringify(step.json) },
    } = step;
    if (body !== undefined) headers.set("content-type", body.type);
    const controller = new AbortController();
    using _ = clock.schedule(requestTimeLimit, () => controller.abort());
    try {
      const { signal } = controller;
      const response = await transport.fetch(`${url}/ari${path}`, {
        method,
        headers,
        signal,
        ...(body !== undefined && { body: body.text }),
      });
      return { status: response.status, text: await response.text(), headers: response.headers };
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  }

  async #poll(path: string, isDone: (text: string) => boolean, timeLimit: number): Promise<Answer> {
    const end = this.#world.clock.now() + timeLimit;
    while (this.#world.clock.now() < end) {
      // deno-lint-ignore no-await-in-loop -- Asked again and again.
      const response = await this.#send({ request: `GET ${path}` });
      if (response !== undefined && isDone(response.text)) return {};
      // deno-lint-ignore no-await-in-loop -- See above.
      await this.#pause(pollInterval);
    }
    return { failed: "never" };
  }

  #pause(duration: number): Promise<void> {
    return new Promise((resolve) => void this.#world.clock.schedule(duration, resolve));
  }

  async #cleanUp(): Promise<void> {
    const touched = this.#requests.join("\n");
    if (/^(?:POST|DELETE) \/asterisk\/modules/m.test(touched)) {
      await this.#send({ request: `POST /asterisk/modules/${spareModule}` });
    }
    for (const [, path] of touched.matchAll(/^PUT (\/asterisk\/config\/\S+)/gm)) {
      await this.#send({ request: `DELETE ${path}` });
    }
    await this.#endAll("/channels", (channel) => `/channels/${encodeURIComponent(String(channel.id))}`);
    if (touched.includes("bridges")) {
      await this.#endAll("/bridges", (bridge) => `/bridges/${encodeURIComponent(String(bridge.id))}`);
    }
    if (touched.includes("record")) {
      await this.#endAll("/recordings/stored", ({ name }) => `/recordings/stored/${encodeURIComponent(String(name))}`);
    }
    if (touched.includes("deviceStates")) {
      await this.#endAll("/deviceStates", ({ name }) => `/deviceStates/${encodeURIComponent(String(name))}`);
    }
    if (touched.includes("logging")) {
      await this.#endAll("/asterisk/logging", ({ channel }) => {
        return `/asterisk/logging/${encodeURIComponent(String(channel))}`;
      });
    }
  }

  async #endAll(list: string, toPath: (entry: Record<string, unknown>) => string): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      // deno-lint-ignore no-await-in-loop -- Until nothing is left.
      const response = await this.#send({ request: `GET ${list}` });
      const all = response?.status === 200 ? JSON.parse(response.text) : [];
      const left: Record<string, unknown>[] = Array.isArray(all) ? all.filter((entry) => this.#isOwn(entry)) : [];
      if (left.length === 0) return;
      for (const entry of left) {
        // deno-lint-ignore no-await-in-loop -- One after the other.
        await this.#send({ request: `DELETE ${toPath(entry)}` });
      }
      // deno-lint-ignore no-await-in-loop -- Asterisk needs a moment.
      await this.#pause(pollInterval);
    }
  }

  #isOwn(entry: Record<string, unknown>): boolean {
    return this.#made.has(String(entry.id)) || JSON.stringify(entry).includes(this.#prefix);
  }
}
