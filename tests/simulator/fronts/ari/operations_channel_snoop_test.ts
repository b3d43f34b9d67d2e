import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("POST snoop puts a channel into its application, with the id and the arguments that are asked for", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");

  const { status, body } = await ari.rest(`POST channels/${id}/snoop?spy=both&app=app&appArgs=a,b&snoopId=s1`);
  const start = await ari.event("StasisStart", 2);
  const other = await ari.rest(`POST channels/${id}/snoop/s2?whisper=in&app=app`);

  assertEquals([status, body.id, body.name, start["args"]], [200, "s1", `Snoop/${id}-00000000`, ["a", "b"]]);
  assertEquals([other.status, other.body.id], [200, "s2"]);
});

for (
  const [query, answer] of [
    ["spy=x", "400 Invalid direction specified for spy"],
    ["spy=none", "400 Direction must be specified for at least spy or whisper"],
    ["spy=in", "400 Application name is required"],
    ["spy=in&app=app", "404 Provided channel was not found"],
  ] as const
) {
  Deno.test(`POST snoop?${query} of an unknown channel answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open();

    const { status, body } = await ari.rest(`POST channels/none/snoop?${query}`);

    assertEquals(`${status} ${body.message}`, answer);
  });
}
