import { assertEquals, assertStringIncludes } from "@std/assert";
import { frontDesk } from "../../examples/front_desk.ts";
import { withExample, withProgram } from "../support/example_program.ts";

Deno.test("examples/front_desk.ts asks for the number until it is right, and hands the call over to the choice", async () => {
  await withExample("front-desk", {}, async ({ pbx, ari, lines }) => {
    await using server = frontDesk(ari, (line) => lines.push(line));
    await server.ready;
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.hears("sound:agent-user");
    await call.press("9999");
    await call.hears("sound:auth-incorrect");
    await call.press("0042");
    await call.heard("sound:demo-instruct");
    await call.press("1");
    await call.heard("sound:hello-world"); // In the dialplan.
    await call.ended();

    assertEquals(lines, ["Arthur is at the front desk", "They want sales"]);
    await server.shutdown();
    pbx.assertIdle();
  });
});

Deno.test("examples/front_desk.ts lets who knows it type ahead, and hangs up on who does not know their number", async () => {
  await withExample("front-desk", {}, async ({ pbx, ari, lines }) => {
    await using server = frontDesk(ari, (line) => lines.push(line));
    await server.ready;
    const quick = await pbx.phone("PJSIP/alice").call("100");
    await quick.answered();
    await quick.press("0007#", { pause: 50 });
    await quick.ended();
    const other = await pbx.phone("PJSIP/bob").call("100");
    await other.answered();
    await other.press("000100020003");
    await other.heard("sound:goodbye");
    await other.ended();

    assertEquals(lines, ["James is at the front desk", "They want bye"]);
  });
});

Deno.test("examples/front_desk.ts is a program that takes URL, user and password and serves calls", async () => {
  await withProgram("examples/front_desk.ts", "front-desk", async ({ pbx, stop }) => {
    const call = await pbx.phone("PJSIP/alice").call("100");
    await call.answered();
    await call.press("0042#");
    await call.ended();

    const output = await stop();
    assertStringIncludes(output, `The front desk is open on ${pbx.ari.url}`);
    assertStringIncludes(output, "They want bye");
  });
});
