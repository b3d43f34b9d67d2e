import { assertEquals } from "@std/assert";
import { applications } from "../../../config/dialplan/generated/applications.ts";
import { functions } from "../../../config/dialplan/generated/functions.ts";
import {
  findApplication,
  findFunction,
  nearestApplication,
  nearestFunction,
  nearestName,
} from "../../../config/dialplan/known_applications.ts";

Deno.test("the generated facts are of 200 applications and 218 functions", () => {
  assertEquals([applications.length, functions.length], [200, 218]);
});

Deno.test("findApplication() finds in any case and knows options and variables", () => {
  const dial = findApplication("DIAL");

  assertEquals(dial?.arguments.map(({ name }) => name), ["Technology/Resource", "timeout", "options", "URL"]);
  assertEquals(dial?.options.find(({ name }) => name === "A")?.arguments, ["x", "y"]);
  assertEquals(dial?.variables["DIALSTATUS"]?.includes("CHANUNAVAIL"), true);
  assertEquals(findApplication("Macro"), undefined);
});

Deno.test("findFunction() finds in any case and knows arguments", () => {
  assertEquals(findFunction("cut")?.arguments?.map(({ name }) => name), ["varname", "char-delim", "range-spec"]);
  assertEquals(findFunction("NIX"), undefined);
});

Deno.test("nearestName() finds what differs in a few letters only", () => {
  assertEquals(nearestApplication("Plabyack"), "Playback");
  assertEquals(nearestApplication("Xyzzyxyzzy"), undefined);
  assertEquals(nearestFunction("CALERID"), "CALLERID");
  assertEquals(nearestName("x".repeat(10_000), ["x"]), undefined);
});
