import { assertEquals } from "@std/assert";
import { findDifferences, predictChanges } from "../../../config/bridge/server_differences.ts";
import { parse } from "../../../config/parse.ts";

Deno.test("findDifferences() tells what is removed, added or moved in each file", () => {
  const files = { m: "[a]\nx=1\ny=2\n#include i\n", i: "z=3\n" };
  const file = parse(files.m, { name: "m", files });
  const bytes = (text: string) => new TextEncoder().encode(text);

  const differences = findDifferences(
    file,
    new Map([
      ["/etc/asterisk/m", bytes("[a]\ny = 2\nx = 1\n#include <i>\n")],
      ["/etc/asterisk/i", bytes("w = 3\n")],
      ["/etc/asterisk/n", bytes("[b]\n")],
    ]),
  );

  const shown = [...differences.values()].map(({ path, source, removed, added, moved }) => {
    return [path, source !== undefined, removed.length, added.length, moved?.number];
  });
  assertEquals(shown, [
    ["/etc/asterisk/m", true, 0, 0, 2],
    ["/etc/asterisk/i", true, 1, 1, undefined],
    ["/etc/asterisk/n", false, 0, 1, undefined],
  ]);
});

Deno.test("predictChanges() gives commands the output with which the file was read", () => {
  const file = parse("[a]\n#exec more\n#exec less\n", { files: {}, exec: (command) => `x=${command}\n` });

  const predicted = predictChanges(file, [{ verb: "Delete", section: "a", name: "x", match: "less" }]);

  assertEquals(predicted.response, "Success");
  assertEquals(predicted.response === "Success" && [...predicted.written.keys()], [
    "/etc/asterisk/config",
    "/var/tmp/exec.1",
  ]);
});
