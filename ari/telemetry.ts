/**
 * Spans of OpenTelemetry, where its API is registered: by Deno itself with `OTEL_DENO=true`, or by npm's `@opentelemetry/api` with
 * any SDK. Elsewhere nothing happens. Deno traces `fetch` on its own; such spans become children of ours.
 */

/** The part of a span that we use. */
export interface SpanLike {
  /** Sets one attribute. */
  setAttribute(name: string, value: string | number): unknown;
  /** Sets how it ended; code 2 is an error. */
  setStatus(status: { code: number; message?: string }): unknown;
  /** Ends it. */
  end(): void;
}

interface SpanOptions {
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string | number>>;
}

interface TracerLike {
  startActiveSpan<Result>(name: string, options: SpanOptions, work: (span: SpanLike) => Result): Result;
}

interface TelemetryApi {
  readonly trace: { getTracer(name: string): TracerLike };
}

/** Where version 1 of the API registers itself. */
const registered = Symbol.for("opentelemetry.js.api.1");

/** What a span is: something within the program, or a request to somebody else. */
export const spanKinds = { internal: 0, client: 2 } as const;

/** Whether anybody looks at spans. */
export function hasTelemetry(): boolean {
  return api() !== undefined;
}

/**
 * Does work within a span, which ends when the promise of it settles, and has failed when that rejects. What the work waits for is
 * within the span too.
 */
export async function inSpan<Result>(
  name: string,
  options: SpanOptions,
  work: (span: SpanLike | undefined) => Promise<Result>,
): Promise<Result> {
  const tracer = api()?.trace.getTracer("@asterism/asterisk");
  if (tracer === undefined) return await work(undefined);
  return await tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setAttribute("error.type", error instanceof Error ? error.name : typeof error);
      span.setStatus({ code: 2, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

function api(): TelemetryApi | undefined {
  const found: unknown = Reflect.get(globalThis, registered);
  // The one cast: the symbol's owner is who says what it holds.
  return typeof found === "object" && found !== null && "trace" in found ? found as TelemetryApi : undefined;
}
