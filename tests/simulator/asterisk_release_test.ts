import { assertEquals, assertThrows } from "@std/assert";
import { AsteriskRelease } from "../../simulator/asterisk_release.ts";

Deno.test("AsteriskRelease takes a branch for its newest release", () => {
  const names = [undefined, "22", 20, "18.9", "16.0.0", "22.99.1"].map((version) => new AsteriskRelease(version).name);

  assertEquals(names, ["22.10.1", "22.10.1", "20.20.1", "18.9.0", "16.0.0", "22.99.1"]);
});

Deno.test("AsteriskRelease refuses what is no release, and branches that are not simulated", () => {
  for (const version of ["", "x", "22.x", "22.1.1.1", "15", 24, "13.38.3"]) {
    assertThrows(() => new AsteriskRelease(version), RangeError, `${version}`);
  }
});

Deno.test("AsteriskRelease.isSince() looks at the first release of each branch", () => {
  const since = ["18.20.0", "20.5.0"];
  const having = ["16", "18.19.0", "18.20", "19", "20.4.0", "20.5.0", "21.0.0", "22"].filter((version) => {
    return new AsteriskRelease(version).isSince(since);
  });

  assertEquals(having, ["18.20", "20.5.0", "21.0.0", "22"]);
});

Deno.test("AsteriskRelease tells what a release can do", () => {
  const [old, young] = [new AsteriskRelease("22.3.0"), new AsteriskRelease("22.4.0")];

  assertEquals([old.has("socket-requests"), young.has("socket-requests")], [false, true]);
  assertEquals([young.canRun("stasisbroadcast"), new AsteriskRelease().canRun("StasisBroadcast")], [false, true]);
  assertEquals(old.canRun("Answer"), true);
});
