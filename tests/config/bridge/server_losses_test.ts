import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { predictChanges } from "../../../config/bridge/server_differences.ts";
import { findServerLosses } from "../../../config/bridge/server_losses.ts";
import type { ConfigChange } from "../../../config/change.ts";
import type { ConfigFile } from "../../../config/config_file.ts";
import { resolvePath } from "../../../config/file_system.ts";
import { parse } from "../../../config/parse.ts";
import { decodeText } from "../../../config/source_text.ts";
import { parseUpdateConfig } from "../../../config/update_config.ts";
import { UpdateConfigError } from "../../../config/update_config_error.ts";
import { nameFiles, randomFiles } from "../edit/random_files.ts";
import { plainFile, randomRequest } from "./random_request.ts";

for (
  const [text, code] of [
    ["[a]\n;--\n[b]\n--;\n", "block-comment-opened"],
    ["[a]\nx=1 ;-- c --;\n", "block-comment-lost"],
    ["[a]\nx+=1\n", "addition-lost"],
    ["[a]\n[a](+)\n", "section-addition-lost"],
    ["[a]\n\\[x]=1\n", "escape-lost"],
    ["[a]\nno equals\n", "line-lost"],
    ["[a]\nx=1\n; end\n", "comment-lost"],
    ["; only a comment\n; and one more\n", "no-section"],
    ["[a]\nb=2 --; tail\n", "stray-block-end"],
    ["[a]\n#exec ls\n", "exec-lost"],
    ["[a] text\n", "line-lost"],
    ["[a]\nx=1\n;! mine\n; c\ny=2\n", "comment-lost"],
    ["[a]\nx=1\n; c\n; without an end", "comment-lost"],
    [`[a]\n${";--".repeat(129)}\n`, "server-crash"],
  ] as const
) {
  Deno.test(`findServerLosses() finds ${code}`, () => {
    assertEquals(findServerLosses(parse(text)).some((loss) => loss.code === code), true);
  });
}

Deno.test("findServerLosses() finds nothing in a plain file", () => {
  assertEquals(findServerLosses(parse("; head\n[a]\nx = 1 ; c\n\n[b](a)\n")), []);
});

Deno.test("findServerLosses() tells at which line it is, and once for what is of one cause", () => {
  const files = { "m": "[a]\n#include i ; c\n#include d/*\n#include i\n", i: "x=1\n[b\ny=2\n", "d/j": "z=1\n" };
  const file = parse(files.m, { name: "m", files });

  const losses = findServerLosses(file);

  assertEquals(losses.map(({ code, file, line }) => [code, file, line]), [
    ["broken-include-cut", "/etc/asterisk/i", 2],
    ["include-repeated", "m", 4],
    ["comment-lost", "m", 2],
    ["glob-doubled", "/etc/asterisk/d/j", 2],
  ]);
});

Deno.test("findServerLosses() tells what changes lose, or break", () => {
  const files = { m: "[t](!)\na=1\n; one\nb=2\n[x](t)\n#include i\n", i: "[y]\n" };
  const file = parse(files.m, { name: "m", files });
  const codes = (...changes: ConfigChange[]) => {
    return findServerLosses(file, changes).map(({ code, line }) => [code, line]);
  };
  const filter = "TEMPLATES=include";

  assertEquals(codes({ verb: "EmptyCat", section: "t", filter }), [["comment-lost", 0]]);
  assertEquals(codes({ verb: "Append", section: "y", name: "c", value: "3" }), [["wrong-file", 0]]);
  assertEquals(codes({ verb: "NewCat", section: "a]b" }), [["name-breaks-file", 0]]);
  assertEquals(codes({ verb: "RenameCat", section: "t", to: "u", filter }), [["template-users-broken", 0]]);
  assertEquals(codes({ verb: "Insert", section: "y", name: "c", value: "3", line: 1 }), [["server-crash", 0]]);
  assertEquals(codes({ verb: "Append", section: "x", name: "a", value: "1" }), [["line-lost", 0]]);
  assertEquals(codes({ verb: "Append", section: "x", name: "c", value: "3" }), []);
  assertEquals(codes({ verb: "EmptyCat", section: "missing" }), []);
  assertThrows(() => codes({ verb: "NewCat", section: "a\r\nAction: Logoff" }), TypeError, "Cannot send");
});

Deno.test("findServerLosses() finds something exactly where Asterisk leaves something else", () => {
  let [lost, kept] = [0, 0];
  const anyFiles = fc.oneof(randomFiles, plainFile.map((main) => ({ main, included: ["", ""] as const })));
  fc.assert(
    fc.property(anyFiles, randomRequest, fc.boolean(), (random, request, isChanged) => {
      const { name, files } = nameFiles(random);
      const file = parse(files[name] ?? "", { name, files });
      const changes = isChanged ? changesOf(request) : [];
      if (!file.valid || changes === undefined) return;

      const losses = findServerLosses(file, changes);

      const after = file.copy();
      const isRefused = !tryApply(after, changes);
      const predicted = predictChanges(file, changes);
      if (predicted.response === "Error") return assertEquals(losses, []);
      if (predicted.response === undefined || isRefused) return assert(losses.length > 0);
      const expected = Object.fromEntries(
        after.files.map(({ path, tree }) => [resolvePath(path, "/etc/asterisk"), tree.bytes]),
      );
      const actual = { ...expected, ...Object.fromEntries(predicted.written) };
      if (losses.length === 0) {
        kept++;
        const main = actual[`/etc/asterisk/${name}`] ?? "";
        assertEquals(viewOf(parse(main, { name, files: actual })), viewOf(after));
        assertEquals(Object.values(actual).flatMap(commentsOf), Object.values(expected).flatMap(commentsOf));
      } else {
        lost++;
        assert(Object.entries(actual).some(([path, bytes]) => textOf(bytes) !== textOf(expected[path])));
      }
    }),
    { numRuns: 3_000, seed: 4 },
  );
  assert(lost > 300 && kept > 300, `only ${lost} had losses, and ${kept} none`);
});

function changesOf(request: Parameters<typeof parseUpdateConfig>[0]): ConfigChange[] | undefined {
  try {
    return parseUpdateConfig(request).filter((change) => !("value" in change) || !change.value.startsWith(">"));
  } catch (error) {
    assert(error instanceof UpdateConfigError);
    return undefined;
  }
}

function tryApply(file: ConfigFile, changes: readonly ConfigChange[]): boolean {
  try {
    file.apply(changes);
    return true;
  } catch (error) {
    assert(error instanceof TypeError || error instanceof RangeError || error instanceof UpdateConfigError);
    return false;
  }
}

function viewOf({ valid, contents }: ConfigFile): unknown {
  return [
    valid,
    contents.map(({ name, isTemplate, inherits, settings }) => {
      return [name, isTemplate, inherits, settings.map((setting) => [setting.name, setting.value, setting.isObject])];
    }),
  ];
}

/** Everything in a file but blanks, blank lines and the header that Asterisk writes. */
function textOf(bytes: Uint8Array | undefined): string {
  const text = bytes === undefined ? "" : decodeText(bytes).replace(/^\ufeff/, "").replace(/^(?:;!.*\n)+/, "");
  const lines = text.split("\n").map((line) => Array.from(line).filter((character) => character > " ").join(""));
  return lines.filter((line) => line !== "").join("\n");
}

function commentsOf(bytes: Uint8Array): string[] {
  const lines = decodeText(bytes).split("\n").filter((line) => !line.startsWith(";!"));
  return lines.flatMap((line) => /(?<!\\);.*$/s.exec(line)?.[0].trimEnd() ?? []);
}
