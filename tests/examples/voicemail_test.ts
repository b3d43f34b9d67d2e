import { assertEquals, assertStringIncludes } from "@std/assert";
import { voicemail } from "../../examples/voicemail.ts";
import { withExample, withProgram } from "../support/example_program.ts";

Deno.test("examples/voicemail.ts keeps the message that the caller was content with", async () => {
  await withExample("voicemail", {}, async ({ pbx, ari, lines }) => {
    await using server = voicemail(ari, (line) => lines.push(line));
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.heard("sound:vm-intro");
    await call.heard("sound:beep");
    await call.wait(3_000);
    await call.press("#");
    await call.heard(`recording:voicemail/${call.channelId}-1`);
    await call.press("3");
    await call.heard("sound:beep");
    await call.wait(2_000);
    await call.press("#");
    await call.heard("sound:vm-review");
    await call.press("1");
    await call.heard("sound:goodbye");
    await call.ended();
    await server.shutdown();

    const stored = await ari.recordings.listStored();
    assertEquals(stored.map(({ name }) => name), [`voicemail/${call.channelId}-2`]);
    assertEquals(lines.length, 2);
  });
});

Deno.test("examples/voicemail.ts keeps what was said when the caller hung up", async () => {
  await withExample("voicemail", {}, async ({ pbx, ari, lines }) => {
    await using server = voicemail(ari, (line) => lines.push(line));
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.heard("sound:beep");
    await call.wait(4_000);
    await call.hangup();
    await server.shutdown();

    assertEquals((await ari.recordings.listStored()).map(({ name }) => name), [`voicemail/${call.channelId}-1`]);
    assertEquals(lines.length, 1);
    assertStringIncludes(lines[0] ?? "", `s: voicemail/${call.channelId}-1`);
  });
});

Deno.test("examples/voicemail.ts is a program that takes URL, user and password and serves calls", async () => {
  await withProgram("examples/voicemail.ts", "voicemail", async ({ pbx, stop }) => {
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.hears("sound:vm-intro");
    await call.hangup();

    assertStringIncludes(await stop(), `Messages can be left for "voicemail" on ${pbx.ari.url}`);
  });
});
