import { assertEquals } from "@std/assert";

interface Span {
  readonly name: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly status: string | undefined;
}

/** Runs the example with the spans printed, and reads them. */
async function run(): Promise<{ spans: Span[]; text: string }> {
  const { stdout, stderr } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--allow-net=127.0.0.1", new URL("../../examples/telemetry.ts", import.meta.url).href],
    env: { OTEL_DENO: "true", OTEL_EXPORTER_OTLP_PROTOCOL: "console", NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  const spans = text.split(/^(?=SPAN |LOG |METRIC )/m).flatMap((record) => {
    const [, name, id] = /^SPAN (.+?) \[\w+\/(\w+)\]/.exec(record) ?? [];
    if (name === undefined || id === undefined) return [];
    return [{
      name,
      id,
      parent: /^ {2}parent: (\w+)/m.exec(record)?.[1],
      status: /^ {2}status: (.*)/m.exec(record)?.[1],
    }];
  });
  return { spans, text };
}

Deno.test("examples/telemetry.ts has a span for each call, with its requests, however they travel, within it", async () => {
  const { spans, text } = await run();

  const named = (name: string) => spans.filter((span) => span.name === name);
  const [call] = named("call greeter");
  const operations = ["channels.answer", "channels.setChannelVar", "channels.getChannelVar", "channels.hangup"];
  assertEquals(text.includes("Ended with cause 16"), true, text);
  assertEquals(operations.map((name) => named(name).map(({ parent }) => parent)), operations.map(() => [call?.id]));
  assertEquals(spans.filter(({ status }) => status !== undefined), []);
  // What goes by HTTP has Deno's own span within: two wait for a channel, the third is the client's proof that events flow.
  const posts = named("POST").map(({ parent }) => spans.find(({ id }) => id === parent)?.name);
  assertEquals(posts.toSorted(), ["channels.answer", "channels.setChannelVar", "events.userEvent"]);
});
