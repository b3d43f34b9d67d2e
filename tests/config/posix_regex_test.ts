import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { compilePosixRegex, type PosixMatch } from "../../config/posix_regex.ts";

function exec(pattern: string, text: string): PosixMatch | undefined {
  const regex = compilePosixRegex(pattern);
  assert(regex.kind === "regex", `${pattern}: ${regex.kind === "problem" && regex.reason}`);
  return regex.exec(text);
}

/** The spans of a match and its groups, as regexec() fills them in. */
function spans(pattern: string, text: string): (readonly [number, number] | undefined)[] | undefined {
  const match = exec(pattern, text);
  return match && [match, ...match.groups].map((span) => span && [span.start, span.end] as const);
}

// Answers of glibc's regcomp() and regexec() with REG_EXTENDED in C.UTF-8, asked directly; offsets in characters.
const matches: readonly [string, string, (readonly [number, number] | undefined)[] | undefined][] = [
  ["foo|foobar", "foobar", [[0, 6]]],
  ["(a|ab)(c|bcd)(d*)", "abcd", [[0, 4], [0, 1], [1, 4], [4, 4]]],
  ["(a*)(ab)*(b*)", "abb", [[0, 3], [0, 1], undefined, [1, 3]]],
  ["(a*)*", "b", [[0, 0], [0, 0]]],
  ["(a*)*", "aab", [[0, 2], [0, 2]]],
  ["((a?))*", "aab", [[0, 2], [1, 2], [1, 2]]],
  ["((a)|b)*", "ab", [[0, 2], [1, 2], [0, 1]]],
  ["(a|b)*c|(a|ab)*c", "abc", [[0, 3], [1, 2], undefined]],
  ["(x?)(xy)?", "xy", [[0, 2], [0, 0], [0, 2]]],
  ["(|a)*", "aa", [[0, 2], [1, 2]]],
  ["(a|b?)*", "abab", [[0, 4], [3, 4]]],
  ["(a{1,2}){2}", "aaa", [[0, 3], [2, 3]]],
  ["([^a]*[[:alpha:]]*){0,2}b", "cc c b", [[0, 6], [5, 5]]],
  ["(a){0}b", "b", [[0, 1], undefined]],
  ["(^)*a", "a", [[0, 1], [0, 0]]],
  ["a{,2}", "aaa", [[0, 2]]],
  ["a**", "aaa", [[0, 3]]],
  ["a||b", "b", [[0, 1]]],
  ["x*", "aaxx", [[0, 0]]],
  ["a^b", "a^b", undefined],
  ["a$b", "a$b", undefined],
  ["a)", "a)", [[0, 2]]],
  ["a\\d", "ad", [[0, 2]]],
  ["\\w+", "é_1", [[0, 3]]],
  ["[[:alpha:]]+", "éa1", [[0, 2]]],
  ["[[:digit:]]", "٣", undefined],
  ["[[:space:]]", "\u00a0", undefined],
  ["[]a]+", "]a", [[0, 2]]],
  ["[a\\]", "\\", [[0, 1]]],
  ["[a\\]]", "\\]", [[0, 2]]],
  ["[---]", "-", [[0, 1]]],
  ["[%---]", "-", [[0, 1]]],
  ["[--a]", "-", [[0, 1]]],
  ["[[.-.]-a]", "-", [[0, 1]]],
  ["[[=a=]]", "a", [[0, 1]]],
  ["[^a]", "é", [[0, 1]]],
  ["\\<a", "a", [[0, 1]]],
  ["a\\>", "a b", [[0, 1]]],
  ["\\Bb", "ab", [[1, 2]]],
  ["\\`a\\'", "a", [[0, 1]]],
  ["", "a", [[0, 0]]],
];

for (const [pattern, text, expected] of matches) {
  Deno.test(`compilePosixRegex() matches "${pattern}" to "${text}" as glibc does`, () => {
    assertEquals(spans(pattern, text), expected);
  });
}

const problems: readonly [string, string][] = [
  ["(", "Unmatched ( or \\("],
  ["a)(b", "Unmatched ( or \\("],
  ["*", "Invalid preceding regular expression"],
  ["^*", "Invalid preceding regular expression"],
  ["a|*b", "Invalid preceding regular expression"],
  ["{1}", "Invalid preceding regular expression"],
  ["\\b*", "Invalid preceding regular expression"],
  ["[", "Invalid regular expression"],
  ["[^", "Invalid regular expression"],
  ["[a", "Unmatched [, [^, [:, [., or [="],
  ["[]", "Unmatched [, [^, [:, [., or [="],
  ["[a-", "Unmatched [, [^, [:, [., or [="],
  ["[[:alpha:]", "Unmatched [, [^, [:, [., or [="],
  ["[z-a]", "Invalid range end"],
  ["[a-z-9]", "Invalid range end"],
  ["[a---z]", "Invalid range end"],
  ["[a-[:alpha:]]", "Invalid range end"],
  ["[a-é]", "Invalid collation character"],
  ["[[.hyphen.]]", "Invalid collation character"],
  ["[[:foo:]]", "Invalid character class name"],
  ["a{2,1}", "Invalid content of \\{\\}"],
  ["a{1,2,3}", "Invalid content of \\{\\}"],
  ["a{}", "Invalid content of \\{\\}"],
  ["a{x}", "Invalid content of \\{\\}"],
  ["a{", "Unmatched \\{"],
  ["a{1x", "Unmatched \\{"],
  ["a{,", "Unmatched \\{"],
  ["a{99999}", "Regular expression too big"],
  ["a\\", "Trailing backslash"],
  ["\\2", "Invalid back reference"],
  ["(a)|\\1", "Invalid back reference"],
];

for (const [pattern, reason] of problems) {
  Deno.test(`compilePosixRegex() refuses "${pattern}" with glibc's words`, () => {
    assertEquals(compilePosixRegex(pattern), { kind: "problem", reason, isOurs: false });
  });
}

Deno.test("compilePosixRegex() says which patterns only it refuses", () => {
  const ours = ["(a)\\1", "(a{1000}){1000}", "(".repeat(1_000), `a${"*".repeat(5_000)}`].map((pattern) => {
    return compilePosixRegex(pattern);
  });

  assertEquals(ours.map((result) => result.kind === "problem" && result.isOurs), [true, true, true, true]);
});

Deno.test("compilePosixRegex() counts places in UTF-16 units", () => {
  assertEquals(spans("(b)", "😀b"), [[2, 3], [2, 3]]);
});

Deno.test("compilePosixRegex() lets no set match a byte that is not UTF-8", () => {
  assertEquals([exec(".", "\udcff"), exec("[^a]", "\udcff"), exec("\\W", "\udcff")], [undefined, undefined, undefined]);
});

Deno.test("compilePosixRegex() is done with patterns that make backtracking explode", () => {
  const text = `${"a".repeat(5_000)}d`;

  assertEquals(exec("(a+)+$", text), undefined);
  assertEquals(exec("(a|aa)+b|((a*)*)*c", text), undefined);
});

Deno.test("compilePosixRegex() test() says what exec() finds", () => {
  const regex = compilePosixRegex("b+$");
  assert(regex.kind === "regex");

  assertEquals([regex.test("abb"), regex.test("abba")], [true, false]);
});

Deno.test("compilePosixRegex() never throws, and matches lie in the text", () => {
  const part = fc.constantFrom(..."ab*+?{}()[]|^$\\-,12.:=é".split(""), "[[:alpha:]]", "{1,2}", "(a|b)", "\\<");
  fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.string({ maxLength: 12 }), (parts, text) => {
    const regex = compilePosixRegex(parts.join(""));
    if (regex.kind === "problem") return;
    const match = regex.exec(text);
    assertEquals(match !== undefined, regex.test(text));
    for (const span of match ? [match, ...match.groups] : []) {
      assert(span === undefined || (0 <= span.start && span.start <= span.end && span.end <= text.length));
    }
  }));
});

Deno.test("compilePosixRegex() finds what JavaScript finds where both must agree", () => {
  const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "(a)", "(b|c)");
  const piece = fc.tuple(atom, fc.constantFrom("", "", "*", "+", "?")).map((pair) => pair.join(""));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.stringMatching(/^[abc]{0,8}$/), (pieces, text) => {
      const found = new RegExp(pieces.join("")).exec(text);
      const match = exec(pieces.join(""), text);
      assertEquals(match?.start, found?.index);
    }),
  );
});
