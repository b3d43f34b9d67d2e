import { type AriStatus, isFinal, StatusStreams } from "../../ari/ari_status.ts";
import { AriConnectionError } from "../../ari/errors.ts";
import { assertEquals, assertRejects } from "@std/assert";

function stopped(app: string): AriStatus {
  return { type: "stopped", apps: [app], time: new Date(0) };
}

Deno.test("StatusStreams gives each stream what comes after it was opened, and ends them all", async () => {
  const streams = new StatusStreams();
  const first = streams.open();
  streams.emit(stopped("a"));
  const second = streams.open();
  streams.emit(stopped("b"));
  streams.end();

  assertEquals((await Array.fromAsync(first)).map(({ apps }) => apps), [["a"], ["b"]]);
  assertEquals((await Array.fromAsync(second)).map(({ apps }) => apps), [["b"]]);
});

Deno.test("StatusStreams.open() ends with its signal, and when too much waits to be read", async () => {
  const streams = new StatusStreams();
  const controller = new AbortController();
  const stream = streams.open({ signal: controller.signal });
  controller.abort(new Error("enough"));
  const small = streams.open({ capacity: 1 });
  streams.emit(stopped("a"));
  streams.emit(stopped("b"));

  await assertRejects(() => stream.next(), Error, "enough");
  await small.next();
  await assertRejects(() => small.next(), Error, 'the stream "status": its capacity is 1');
});

Deno.test("isFinal() holds for what Asterisk refuses, and not for what may pass", () => {
  const refused = (status: number) => new AriConnectionError("x", { status });

  assertEquals([400, 401, 403, 404, 503].map((status) => isFinal(refused(status))), [true, true, true, false, false]);
  assertEquals([isFinal(new AriConnectionError("x")), isFinal(undefined)], [false, false]);
});
