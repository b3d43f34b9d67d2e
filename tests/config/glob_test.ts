import { assertEquals } from "@std/assert";
import { expandBraces, expandGlob, hasMagic, nameMatcher } from "../../config/glob.ts";

const folders: Readonly<Record<string, string[]>> = {
  "/": ["etc"],
  "/etc": ["d", "e", "a.conf", "é.conf", "B.conf", ".h.conf"],
  "/etc/d": ["y.conf", "x.conf"],
  "/etc/e": ["x.conf"],
};

function glob(pattern: string, limit = 100): string[] | undefined {
  const run = expandGlob(pattern, limit);
  for (let step = run.next();; step = run.next()) {
    if (step.done) return step.value;
    step.value.names = folders[step.value.path];
  }
}

Deno.test("expandGlob() finds names in the order of their bytes, without dot files", () => {
  assertEquals(glob("/etc/*.conf"), ["/etc/B.conf", "/etc/a.conf", "/etc/é.conf"]);
  assertEquals(glob("/etc/.*"), ["/etc/.h.conf"]);
  assertEquals(glob("/etc/?.conf"), ["/etc/B.conf", "/etc/a.conf", "/etc/é.conf"]);
});

Deno.test("expandGlob() goes through folders", () => {
  assertEquals(glob("/*/[de]/x.conf"), ["/etc/d/x.conf", "/etc/e/x.conf"]);
  assertEquals(glob("/etc/*/*.conf"), ["/etc/d/x.conf", "/etc/d/y.conf", "/etc/e/x.conf"]);
  assertEquals(glob("/none/*/x"), []);
});

Deno.test("expandGlob() gives a pattern without magic as it is, and the alternatives of braces in their order", () => {
  assertEquals(glob("/etc/none.conf"), ["/etc/none.conf"]);
  assertEquals(glob("/etc/{e,d}/*"), ["/etc/e/x.conf", "/etc/d/x.conf", "/etc/d/y.conf"]);
  assertEquals(glob("/etc/\\*.conf"), ["/etc/*.conf"]);
});

Deno.test("expandGlob() gives nothing for more alternatives than its limit", () => {
  assertEquals(glob("{a,b}{a,b}", 4)?.length, 4);
  assertEquals(glob("{a,b}".repeat(60), 4), undefined);
});

for (
  const [pattern, alternatives] of [
    ["a{b,c}d", ["abd", "acd"]],
    ["{a,{b,c}}", ["a", "b", "c"]],
    ["{a}{,b}", ["a", "ab"]],
    ["{}", [""]],
    ["{a,b", ["{a,b"]],
    ["\\{a,b}", ["\\{a,b}"]],
  ] satisfies [string, string[]][]
) {
  Deno.test(`expandBraces() writes ${pattern} out`, () => {
    assertEquals([...expandBraces(pattern)], alternatives);
  });
}

for (
  const [pattern, yes, no] of [
    ["[a-c]x", ["ax", "cx"], ["dx", "x"]],
    ["[!a]", ["b"], ["a"]],
    ["[^a]", ["b"], ["a"]],
    ["[]a]", ["]", "a"], ["b"]],
    ["[[:digit:]]", ["5"], ["x", ":"]],
    ["[a-]", ["-", "a"], ["b"]],
    ["[\\]]", ["]"], ["\\"]],
    ["[a", ["[a"], ["a"]],
    ["a*b*c", ["abc", "axbxbc"], ["ab", "abcd"]],
    ["\\?", ["?"], ["a"]],
    ["?", ["é"], [".", "ab"]],
    ["*", ["a", ""], [".a"]],
    ["[.]a", [], [".a"]],
  ] satisfies [string, string[], string[]][]
) {
  Deno.test(`nameMatcher() knows what fits ${pattern}`, () => {
    const fits = nameMatcher(pattern);

    assertEquals([yes.filter(fits), no.filter(fits)], [yes, []]);
  });
}

Deno.test("hasMagic() sees what is not escaped", () => {
  assertEquals(["a*", "a?", "a[", "a\\*", "{a,b}"].map(hasMagic), [true, true, true, false, false]);
});
