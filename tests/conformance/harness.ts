import { openAsterisk } from "./asterisk_backend.ts";
import type { Backend, BackendName } from "./backend.ts";
import { openSimulator } from "./simulator_backend.ts";

/** What a conformance test gets. */
export interface Conformance {
  readonly backend: Backend;
  /** Aborts when the test takes longer than a real Asterisk should ever need, so that it fails rather than hangs. */
  readonly signal: AbortSignal;
}

/** How a conformance test is run. */
export interface ConformanceOptions {
  /** Backends that it does not hold on, each with the reason; it counts as ignored there. */
  readonly exempt?: Partial<Record<BackendName, string>>;
  /**
   * Whether the simulator opens a port, for tests that talk to it in bytes; its time is real then.
   * @default {false}
   */
  readonly overPort?: boolean;
}

const timeLimit = 60_000;

/**
 * Defines a test of what Asterisk does. It runs on the simulator always, and on a real Asterisk in
 * `deno task test:asterisk`: a claim holds when it holds on both.
 */
export function conformance(
  name: string,
  body: (conformance: Conformance) => Promise<void>,
  options: ConformanceOptions = {},
): void {
  for (const [backendName, open] of backends(options)) {
    const reason = options.exempt?.[backendName];
    Deno.test({
      name: `[${backendName}] ${name}${reason === undefined ? "" : ` (exempt: ${reason})`}`,
      ignore: reason !== undefined,
      fn: async () => {
        const controller = new AbortController();
        const late = new Error(`Cannot wait longer than ${timeLimit / 1_000} s for "${name}" on ${backendName}`);
        // deno-lint-ignore asterism/no-sleep-in-tests -- a limit, not a sleep: nothing waits for it to pass.
        const timer = setTimeout(() => controller.abort(late), timeLimit);
        try {
          await using backend = await open();
          await body({ backend, signal: controller.signal });
        } finally {
          clearTimeout(timer);
        }
      },
    });
  }
}

/** With `ASTERISK_BACKEND=asterisk`, as `deno task test:asterisk` sets it, the real one too. */
export function hasAsterisk(): boolean {
  const permission = Deno.permissions.querySync({ name: "env", variable: "ASTERISK_BACKEND" });
  return permission.state === "granted" && Deno.env.get("ASTERISK_BACKEND") === "asterisk";
}

/**
 * With `ASTERISK_CALLS=1` besides: for tests that let a real Asterisk do so much at once that it ends or answers no more now and then, which would
 * take all other tests along.
 */
export function hasExpendableAsterisk(): boolean {
  if (!hasAsterisk()) return false;
  const permission = Deno.permissions.querySync({ name: "env", variable: "ASTERISK_CALLS" });
  return permission.state === "granted" && Deno.env.get("ASTERISK_CALLS") === "1";
}

function backends({ overPort = false }: ConformanceOptions): [BackendName, () => Promise<Backend>][] {
  const simulator: [BackendName, () => Promise<Backend>] = ["simulator", () => openSimulator({ listen: overPort })];
  return hasAsterisk() ? [simulator, ["Asterisk", openAsterisk]] : [simulator];
}
