import { assertEquals } from "@std/assert";
import { findPriority } from "../../../config/dialplan/find.ts";
import { load, loadContext } from "./dialplan_source.ts";
import { patternDialplan, patternGolden } from "./dialplan_golden.ts";

// When the includes of pat-inc-time were asked, all their times were over.
const time = new Date("2026-01-15T12:00:30Z");

for (const { context, number, callerid, best } of patternGolden.cases) {
  Deno.test(`findPriority() agrees with Asterisk on ${number} in ${context} for caller "${callerid}"`, () => {
    const found = findPriority(patternDialplan.dialplan, { context, extension: number, priority: 1 }, {
      callerId: callerid,
      time,
    });

    assertEquals(found.kind === "priority" ? found.priority.data : "", best ?? "");
  });
}

/** Where steps 1, 2, 3… of a call to an extension come from. */
function steps(text: string, extension: string, callerId = ""): string[] {
  const { dialplan } = load(text);
  const data: string[] = [];
  for (let priority = 1;; priority++) {
    const found = findPriority(dialplan, { context: "ctx", extension, priority }, { callerId });
    if (found.kind !== "priority") return data;
    data.push(found.priority.data);
  }
}

for (const name of ["33-priority-mix", "34-priority-mix2", "35-include-mix", "84-cid-match"]) {
  const url = new URL(`../../golden/dialplan-flows/${name}.json`, import.meta.url);
  const flow: { conf: string; context: string; exten: string; trace: { app: string; data: string; exten: string }[] } =
    JSON
      .parse(await Deno.readTextFile(url));
  const trace = flow.trace.filter(({ app, exten }) => app === "NoOp" && exten === flow.exten);
  if (trace.length < flow.trace.length) continue;
  Deno.test(`findPriority() searches each priority anew, as Asterisk in ${name}`, () => {
    assertEquals(steps(`[ctx]\n${flow.conf}`, flow.exten), trace.map(({ data }) => data));
  });
}

Deno.test("findPriority() goes to another extension that has the next priority", () => {
  const text = "[ctx]\nexten => _1XX,1,NoOp(a)\nsame => n,NoOp(b)\nexten => 123,2,NoOp(c)\ninclude => more\n" +
    "[more]\nexten => _X.,3,NoOp(d)\n";

  assertEquals(steps(text, "123"), ["a", "c", "d"]);
});

Deno.test("findPriority() asks for the caller's number at each step", () => {
  const text =
    "[ctx]\nexten => 1/55,1,NoOp(own)\nexten => 1,1,NoOp(all)\nsame => n,NoOp(rest)\nexten => 1/,1,NoOp(none)\n";

  assertEquals(steps(text, "1", "55"), ["own", "rest"]);
  assertEquals(steps(text, "1", "66"), ["all", "rest"]);
  assertEquals(steps(text, "1", ""), ["none", "rest"]);
});

Deno.test("findPriority() says how far it came", () => {
  const { dialplan } = load("[a]\nexten => 1,1(x),NoOp()\ninclude => b\n[b]\n");
  const reason = (target: Parameters<typeof findPriority>[1]) => {
    const found = findPriority(dialplan, target);
    return found.kind === "none" ? found.reason : found.kind;
  };

  assertEquals(reason({ context: "z", extension: "1", priority: 1 }), "no-context");
  assertEquals(reason({ context: "a", extension: "2", priority: 1 }), "no-extension");
  assertEquals(reason({ context: "a", extension: "1", priority: 2 }), "no-priority");
  assertEquals(reason({ context: "a", extension: "1", label: "y" }), "no-label");
  assertEquals(reason({ context: "a", extension: "1", label: "x" }), "priority");
});

Deno.test("findPriority() ends where contexts include each other", () => {
  const { dialplan } = load("[a]\ninclude => b\n[b]\ninclude => a\nexten => 1,1,NoOp()\n");

  assertEquals(findPriority(dialplan, { context: "a", extension: "2", priority: 1 }).kind, "none");
  assertEquals(findPriority(dialplan, { context: "a", extension: "1", priority: 1 }).kind, "priority");
});

Deno.test("findPriority() passes a context by whose name differs from one before in case only, as Asterisk", () => {
  const { dialplan } = load("[a]\ninclude => A\n[A]\nexten => 1,1,NoOp()\n");

  assertEquals(findPriority(dialplan, { context: "a", extension: "1", priority: 1 }).kind, "none");
});

Deno.test("findPriority() gives up after 512 contexts", () => {
  const contexts = Array.from({ length: 600 }, (_, index) => `[c${index}]\ninclude => c${index + 1}\n`).join("");
  const { dialplan } = load(`${contexts}[c600]\nexten => 1,1,NoOp()\n`);

  assertEquals(findPriority(dialplan, { context: "c89", extension: "1", priority: 1 }).kind, "priority");
  assertEquals(findPriority(dialplan, { context: "c88", extension: "1", priority: 1 }).kind, "none");
});

Deno.test("findPriority() asks switches behind the own extensions and before includes", () => {
  const { dialplan } = load("[a]\nexten => 1,1,NoOp()\nswitch => X/y\ninclude => b\n[b]\nexten => _X,1,NoOp()\n");
  const asked: string[] = [];
  const hasStep = (name: string, data: string, { extension }: { extension: string }) => {
    asked.push(`${name}/${data} ${extension}`);
    return extension === "2";
  };

  assertEquals(findPriority(dialplan, { context: "a", extension: "1", priority: 1 }, { hasStep }).kind, "priority");
  const found = findPriority(dialplan, { context: "a", extension: "2", priority: 1 }, { hasStep });
  assertEquals(found, { kind: "switch", context: "a", name: "X", data: "y" });
  assertEquals(findPriority(dialplan, { context: "a", extension: "3", priority: 1 }, { hasStep }).kind, "priority");
  assertEquals(asked, ["X/y 2", "X/y 3"]);
});

Deno.test("findPriority() asks overrideswitch before all else", () => {
  const { dialplan } = load("[general]\noverrideswitch=X/y/z\n[a]\nexten => 1,1,NoOp()\n");

  const found = findPriority(dialplan, { context: "a", extension: "1", priority: 1 }, { hasStep: () => true });

  assertEquals(found, { kind: "switch", context: "a", name: "X", data: "y/z" });
});

Deno.test("findPriority() with match-more ends at a pattern with ! of its context, but not of an included one", () => {
  const { dialplan } = load(
    "[a]\nexten => _1!,1,NoOp()\nexten => 123,1,NoOp()\n[b]\nexten => _1!,1,NoOp()\n" +
      "[c]\ninclude => b\ninclude => d\n[d]\nexten => 123,1,NoOp()\n[e]\nexten => 12,1,NoOp()\nexten => _12!,1,NoOp()\n",
  );
  const more = (context: string, extension: string) => {
    return findPriority(dialplan, { context, extension, priority: 1 }, { match: "match-more" }).kind;
  };

  // 123 comes before _1! in the order, so it is found first.
  assertEquals([more("a", "12"), more("a", "19"), more("c", "12"), more("c", "19")], [
    "priority",
    "none",
    "priority",
    "none",
  ]);
});

Deno.test("findPriority() finds nothing in a context without the priority, though the number matches", () => {
  const { dialplan } = loadContext("exten => 1,2,NoOp()");

  assertEquals(findPriority(dialplan, { context: "default", extension: "1", priority: 1 }), {
    kind: "none",
    reason: "no-priority",
  });
});
