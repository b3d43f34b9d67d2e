import { assertEquals } from "@std/assert";
import { diagnoseLine, type LintedLine } from "../../../config/dialplan/lint_line.ts";
import { LineLint } from "../../../config/dialplan/lint_lines.ts";
import { lint, loadContext } from "./dialplan_source.ts";

Deno.test("LineLint looks once at what is right, and each time at what is not", () => {
  const looked: string[] = [];
  const rule = function* ({ line }: LintedLine) {
    looked.push(line.application.application);
    if (line.application.application !== "Bad") return;
    yield diagnoseLine(line, { code: "dialplan-application-unknown", severity: "silent", message: "bad" });
  };
  const found = new LineLint([rule, rule], { asteriskVersion: 22 });

  loadContext("exten => s,1,Good()\nsame => n,Bad()\nsame => n,Good()\nsame => n,Bad()\nexten => s,hint,Good()", {
    onLine: (line) => found.add(line),
  });

  assertEquals(looked, ["Good", "Good", "Bad", "Bad", "Bad", "Bad", "Good", "Good"]);
  assertEquals(found.found.map(({ start }) => start.line), [3, 5, 3, 5]);
  assertEquals(found.lines.map(({ number }) => number), [1, 2, 3, 4, -1]);
});

Deno.test("LineLint keeps where lines lead to, of each of them", () => {
  const found = new LineLint([], { asteriskVersion: 22 });

  loadContext("exten => s,1,Goto(2)\nsame => n,GotoIf(1?a,1:b,c,2)\nsame => n,Goto(2)", {
    onLine: (line) => found.add(line),
  });

  assertEquals(
    found.jumps.map(({ line, target }) =>
      [line.number, target.context?.text, target.extension?.text, target.priority.text].join()
    ),
    ["1,,,2", "2,,a,1", "2,b,c,2", "3,,,2"],
  );
});

Deno.test("the same wrong application is told in each line", () => {
  const text = "[a]\nexten => s,1,Nope()\nexten => t,1,Nope()\n[b]\nexten => s,1,Nope()\n";

  assertEquals(lint(text), [2, 3, 5].map((line) => `${line} dialplan-application-unknown`));
});
