import { type AriClient, AriResponseError, connect } from "@asterism/asterisk/ari";
import { systemClock } from "../../../_internal/clock.ts";
import { systemTransport } from "../../../_internal/transport.ts";
import { type OperationId, operations } from "../../../ari/generated/operations.ts";
import type { RestWay } from "../../../ari/socket_rest.ts";
import type { Operation } from "../../../ari/operation.ts";
import type { Backend } from "../backend.ts";
import { bringAbout } from "../case_runner.ts";
import type { World } from "../case_world.ts";
import type { Plan, Values } from "../cases/plan.ts";
import { plans } from "../cases/plans.ts";
import { resolveStep, runPrefix } from "../cases/script.ts";
import { answerProblems } from "./model_problems.ts";
import { refusals } from "./refusals.ts";
import { successes } from "./successes.ts";
import type { TypedCase } from "./typed_case.ts";

/** What came of a call through the typed client. */
export type Outcome =
  | { readonly kind: "answer"; readonly problems: readonly string[] }
  | { readonly kind: "refusal"; readonly status: number; readonly problems: readonly string[] };

/** Where and how an operation is called. */
export interface TypedCall {
  readonly backend: Backend;
  readonly id: OperationId;
  /** How the client's requests travel. */
  readonly way: RestWay;
}

let runs = 0;

/** How an operation succeeds, and with all its optional parameters where its plan has some. */
export function successesOf(id: OperationId): TypedCase[] {
  const { optional } = planOf(id);
  const success = successes[id] ?? {};
  const isPlain = successes[id] === undefined && optional !== undefined;
  return isPlain ? [success, { ...success, values: { ...success.values, ...optional } }] : [success];
}

/** How an operation comes to be refused with a documented status; `undefined` when the table does not say. */
export function refusalOf(id: OperationId, status: number): TypedCase | undefined {
  const found = refusals[id]?.[status];
  if (typeof found !== "string") return found;
  const { states = {}, more = {} } = planOf(id);
  const state = states[found.replace(/^state: /, "")];
  if (state !== undefined && found.startsWith("state: ")) return { given: state };
  const planned = more[found];
  if (planned === undefined) throw new Error(`Cannot find "${found}" in the plan of ${id}`);
  return {
    ...(planned.given !== undefined && { given: planned.given }),
    ...(planned.values !== undefined && { values: planned.values }),
  };
}

/** Brings about the state of things, calls the operation by its name in its repository, and ends what was made. */
export async function runTyped({ backend, id, way }: TypedCall, typedCase: TypedCase): Promise<Outcome> {
  const prefix = runPrefix(++runs);
  const plan = planOf(id);
  const operation: Operation = operations[id];
  const state = { given: typedCase.given ?? plan.given, sockets: plan.sockets ?? ["app=~app"] };
  await using scene = await bringAbout(state, toWorld(backend), prefix);
  await using phone = await usePhone(backend, typedCase);
  const { user, url, connection } = backend;
  await using ari = await connect(url, { ...user, ...connection, rest: way });
  if (way !== "http") await ari.register({ apps: `${prefix}socket` });
  const found = { ...await phone?.values(ari), ...typedCase.inBridge === true && await bridgeOf(ari, `${prefix}c;2`) };
  const values = resolve({ ...plan.values, ...typedCase.values, ...found }, prefix);
  try {
    const answer = await call(ari, operation, values);
    scene.note(`${operation.method} ${operation.path} ${JSON.stringify(values)}`, answer);
    return { kind: "answer", problems: [...answerProblems(operation, answer), ...await finish(answer)] };
  } catch (error) {
    if (!(error instanceof AriResponseError)) throw error;
    const { status, body } = error;
    return { kind: "refusal", status, problems: errorProblems(operation, error, body) };
  }
}

function planOf(id: OperationId): Plan {
  const plan = plans[id];
  if (plan === undefined) throw new Error(`Cannot find the plan of ${id}`);
  return plan;
}

function toWorld({ url, user, connection }: Backend): World {
  const { transport = {}, clock = systemClock } = connection;
  return {
    url,
    user,
    clock,
    transport: { ...systemTransport, ...transport },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function resolve(values: Values, prefix: string): Values {
  return Object(resolveStep({ request: "", json: values }, prefix).json);
}

async function call(ari: AriClient, { resource, nickname, parameters }: Operation, values: Values): Promise<unknown> {
  const repository: unknown = Reflect.get(ari, resource);
  const method: unknown = Reflect.get(Object(repository), nickname);
  if (typeof method !== "function") throw new Error(`Cannot find ari.${resource}.${nickname}()`);
  return await (parameters.length === 0 ? method() : method(values));
}

async function bridgeOf(ari: AriClient, channelId: string): Promise<Values> {
  const bridge = (await ari.bridges.list()).find(({ channels }) => channels.includes(channelId));
  if (bridge === undefined) throw new Error(`Cannot find the bridge of "${channelId}"`);
  return { bridgeId: bridge.id };
}

/** Reads a file to its end and closes a WebSocket. */
async function finish(answer: unknown): Promise<string[]> {
  if (answer instanceof ReadableStream) {
    const bytes = new Uint8Array(await new Response(answer).arrayBuffer());
    return new TextDecoder().decode(bytes.subarray(0, 4)) === "RIFF" ? [] : [`the file has ${bytes.length} bytes`];
  }
  if (answer instanceof EventTarget && "close" in answer && typeof answer.close === "function") {
    const opened = Promise.withResolvers<string[]>();
    answer.addEventListener("open", () => opened.resolve([]), { once: true });
    answer.addEventListener("error", () => opened.resolve(["the WebSocket does not open"]), { once: true });
    const problems = await opened.promise;
    const closed = new Promise((resolve) => answer.addEventListener("close", resolve, { once: true }));
    answer.close();
    await closed;
    return problems;
  }
  return [];
}

/** Asterisk says what is the matter, and the error which operation it was. */
function errorProblems({ id, method }: Operation, error: AriResponseError, body: unknown): string[] {
  const { message, error: failure } = Object(body);
  return [
    ...(error.operation === id && error.method === method ? [] : [`the error is of ${error.operation}`]),
    ...(typeof (message ?? failure) === "string" ? [] : [`the error holds ${JSON.stringify(body)}`]),
  ];
}

interface Phone extends AsyncDisposable {
  /** Parameters that only the phone's doing gives. */
  values(ari: AriClient): Promise<Values>;
}

async function usePhone(backend: Backend, { phone }: TypedCase): Promise<Phone | undefined> {
  if (phone === undefined) return undefined;
  if (phone === "registers") {
    const registered = await backend.register();
    return { values: () => Promise.resolve({}), [Symbol.asyncDispose]: () => registered[Symbol.asyncDispose]() };
  }
  const placed = await backend.call("3000");
  await placed.answered();
  return {
    async values(ari) {
      const channel = (await ari.channels.list()).find(({ name }) => name.startsWith("PJSIP/alice"));
      if (channel === undefined) throw new Error("Cannot find the channel of the phone");
      return { channelId: channel.id };
    },
    async [Symbol.asyncDispose]() {
      await placed.hangup();
      await placed[Symbol.asyncDispose]();
    },
  };
}
