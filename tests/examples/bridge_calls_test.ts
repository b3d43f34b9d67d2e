import { assertEquals, assertStringIncludes } from "@std/assert";
import { switchboard } from "../../examples/bridge_calls.ts";
import { withExample, withProgram } from "../support/example_program.ts";

const bob = { "PJSIP/bob": { onCall: { answer: 2_000, talk: 5_000 } } };

Deno.test("examples/bridge_calls.ts lets a caller talk with who is called, until that one hangs up", async () => {
  await withExample("switchboard", { endpoints: bob }, async ({ pbx, ari, lines }) => {
    await using server = switchboard(ari, "PJSIP/bob", (line) => lines.push(line));
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.ended();
    await server.shutdown();

    assertEquals(lines, ["Alice has talked with PJSIP/bob"]);
    assertEquals([await ari.bridges.list(), await ari.channels.list()], [[], []]);
  });
});

Deno.test("examples/bridge_calls.ts leaves nothing when the caller hangs up first, and says when nobody can talk", async () => {
  await withExample("switchboard", { endpoints: bob }, async ({ pbx, ari, lines }) => {
    await using server = switchboard(ari, "PJSIP/bob", (line) => lines.push(line));
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.answered();
    await call.wait(3_000);
    await call.hangup();
    await server.shutdown();

    assertEquals(lines, ["Alice has talked with PJSIP/bob"]);
    assertEquals([await ari.bridges.list(), await ari.channels.list()], [[], []]);
  });
  const carol = { "PJSIP/carol": { onCall: { reject: 500, status: 486 } } };
  await withExample("switchboard", { endpoints: carol }, async ({ pbx, ari, lines }) => {
    await using server = switchboard(ari, "PJSIP/carol", (line) => lines.push(line));
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.heard("sound:vm-nobodyavail");
    await call.ended();
    await server.shutdown();

    assertEquals(lines, ["Alice did not reach (User busy) PJSIP/carol"]);
  });
});

Deno.test("examples/bridge_calls.ts is a program that takes URL, user, password and endpoint", async () => {
  await withProgram("examples/bridge_calls.ts", "switchboard", async ({ pbx, stop }) => {
    const bob = pbx.phone("PJSIP/bob");
    const call = await pbx.phone("PJSIP/alice").call("100");
    const leg = await bob.incoming();
    leg.answer();
    await leg.wait(100);
    await leg.hangup();
    await call.ended();

    assertStringIncludes(await stop(), `Calls to "switchboard" on ${pbx.ari.url} go to PJSIP/bob`);
  });
});
