import { assertEquals, assertRejects } from "@std/assert";
import { hasTelemetry, inSpan, spanKinds, type SpanLike } from "../../ari/telemetry.ts";

const registered = Symbol.for("opentelemetry.js.api.1");

/** Runs `body` with an API that notes what is done with its spans, as nothing is registered in tests. */
async function withTelemetry(body: () => Promise<void>): Promise<unknown[]> {
  const noted: unknown[] = [];
  const span: SpanLike = {
    setAttribute: (name, value) => noted.push([name, value]),
    setStatus: (status) => noted.push(status),
    end: () => noted.push("end"),
  };
  const startActiveSpan = (name: string, options: unknown, work: (span: SpanLike) => unknown) => {
    noted.push([name, options]);
    return work(span);
  };
  Reflect.set(globalThis, registered, { trace: { getTracer: () => ({ startActiveSpan }) } });
  try {
    await body();
  } finally {
    Reflect.deleteProperty(globalThis, registered);
  }
  return noted;
}

const options = { kind: spanKinds.client, attributes: { a: 1 } };

Deno.test("inSpan() ends a span with its work, and marks one whose work fails", async () => {
  const noted = await withTelemetry(async () => {
    assertEquals(hasTelemetry(), true);
    assertEquals(await inSpan("good", options, (span) => Promise.resolve(span?.setAttribute("b", 2))), 2);
    await assertRejects(() => inSpan("bad", options, () => Promise.reject(new RangeError("too much"))), RangeError);
  });

  assertEquals(noted, [
    ["good", options],
    ["b", 2],
    "end",
    ["bad", options],
    ["error.type", "RangeError"],
    { code: 2, message: "too much" },
    "end",
  ]);
});

Deno.test("inSpan() does just the work where no API is registered", async () => {
  assertEquals(hasTelemetry(), false);
  assertEquals(await inSpan("any", options, (span) => Promise.resolve(span)), undefined);
  await assertRejects(() => inSpan("any", options, () => Promise.reject(new Error("no"))), Error, "no");
});
