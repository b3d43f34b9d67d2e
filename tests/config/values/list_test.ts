import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseCodecs, parseList } from "../../../config/values/list.ts";

for (
  const [text, names] of [
    ["", []],
    ["alice", ["alice"]],
    ["alice,bob", ["alice", "bob"]],
    [" alice ,\tbob , ,", ["alice", "bob"]],
    ["alice bob", ["alice bob"]],
    ["\u00a0alice", ["\u00a0alice"]],
  ] satisfies [string, string[]][]
) {
  Deno.test(`parseList() reads ${JSON.stringify(text)} as ${names.length} names`, () => {
    assertEquals(parseList(text), names);
  });
}

Deno.test("parseList() reads names back", () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[\w@.-]+$/)), (names) => {
    assertEquals(parseList(names.join(" , ")), names);
  }));
});

const allow = (value: string) => ({ name: "allow", value });
const disallow = (value: string) => ({ name: "disallow", value });

Deno.test("parseCodecs() keeps the order in which codecs are allowed first", () => {
  assertEquals(parseCodecs([allow("opus,ULAW"), allow("alaw,opus")]), {
    ok: true,
    value: { codecs: [{ name: "opus" }, { name: "ulaw" }, { name: "alaw" }], all: false, except: [] },
  });
});

Deno.test("parseCodecs() lets later lines decide", () => {
  const before = parseCodecs([disallow("all"), allow("ulaw"), disallow("ulaw")]);
  const after = parseCodecs([allow("ulaw"), disallow("all")]);

  assertEquals(before, { ok: true, value: { codecs: [], all: false, except: [] } });
  assertEquals(after, before);
});

Deno.test("parseCodecs() takes ! for the opposite", () => {
  assertEquals(parseCodecs([allow("all"), allow("!g729")]), {
    ok: true,
    value: { codecs: [], all: true, except: ["g729"] },
  });
  assertEquals(parseCodecs([disallow("!opus")]), {
    ok: true,
    value: { codecs: [{ name: "opus" }], all: false, except: [] },
  });
  assertEquals(parseCodecs([allow("ulaw"), allow("!all,gsm")]), {
    ok: true,
    value: { codecs: [{ name: "gsm" }], all: false, except: [] },
  });
});

Deno.test("parseCodecs() reads the length of packets", () => {
  assertEquals(parseCodecs([allow("ulaw:30, alaw:20x")]), {
    ok: true,
    value: { codecs: [{ name: "ulaw", framing: 30 }, { name: "alaw", framing: 20 }], all: false, except: [] },
  });
});

for (const value of ["", "ulaw,", "!", "ulaw:fast", "ulaw:-20", ":20"]) {
  Deno.test(`parseCodecs() refuses allow = ${JSON.stringify(value)}`, () => {
    assertEquals(parseCodecs([allow(value)]).ok, false);
  });
}

Deno.test("parseCodecs() passes over an empty disallow, and over other names", () => {
  assertEquals(parseCodecs([disallow(""), { name: "context", value: "," }, allow("ulaw")]), {
    ok: true,
    value: { codecs: [{ name: "ulaw" }], all: false, except: [] },
  });
});

Deno.test("parseCodecs() gives what one line of all its names gives", () => {
  const name = fc.constantFrom("all", "ulaw", "alaw", "opus", "!all", "!ulaw", "!opus");

  fc.assert(fc.property(fc.array(name, { minLength: 1 }), (names) => {
    assertEquals(parseCodecs(names.map(allow)), parseCodecs([allow(names.join(","))]));
  }));
});
