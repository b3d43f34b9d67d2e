import { assertEquals, assertStringIncludes } from "@std/assert";

Deno.test("examples/demo.ts shows the call from both sides, without any permission", async () => {
  const { success, stdout, stderr } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", "examples/demo.ts"],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();

  const text = new TextDecoder().decode(stdout);
  assertEquals([success, new TextDecoder().decode(stderr).replace(/^(Check|Download|Warning) .*\n/gm, "")], [true, ""]);
  for (
    const line of [
      "caller    dials 100",
      "dialplan    default,100,1: Stasis(hello-world)",
      "event         → StasisStart (Ring)",
      "caller    heard sound:hello-world",
      "event         → ChannelDtmfReceived *",
      "dialplan    default,100,2: Wait(5)",
      "caller    hangs up",
      "Done: hangup cause 16, 5.5 s of call",
    ]
  ) {
    assertStringIncludes(text, line);
  }
});
