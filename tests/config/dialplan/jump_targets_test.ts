import { assertEquals } from "@std/assert";
import { applicationCalls } from "../../../config/dialplan/application_call.ts";
import { jumpTargets } from "../../../config/dialplan/jump_targets.ts";
import { loadContext } from "./dialplan_source.ts";

function targets(application: string): string[] {
  const found: string[] = [];
  loadContext(`exten => s,1,${application}`, {
    onLine: (line) => {
      for (const { context, extension, priority } of applicationCalls(line).flatMap(jumpTargets)) {
        const { value } = line.setting;
        for (const { text, from, to } of [context, extension, priority].flatMap((piece) => piece ?? [])) {
          assertEquals(value.slice(from, to), text);
        }
        found.push([context, extension, priority].map((piece) => piece?.text ?? "-").join("|"));
      }
    },
  });
  return found;
}

for (
  const [application, ...expected] of [
    ["Goto(5)", "-|-|5"],
    ["Goto(100, 1)", "-|100|1"],
    ["Gosub(sub,s,start(a,b))", "sub|s|start"],
    ["Goto(a,b,c,d)", "a|b|c"],
    ["GotoIf($[1]?yes:a,b,1)", "-|-|yes", "a|b|1"],
    ["GosubIf(${X}?:no(1))", "-|-|no"],
    ["GotoIfTime(*,*,*,*?a,s,1)", "a|s|1"],
    ["ExecIf(${X}?Goto(x):Gosub(y,1))", "-|-|x", "-|y|1"],
    ["GotoIf(1)"],
    ["Goto"],
    ["NoOp(1)"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`jumpTargets() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    assertEquals(targets(application), expected);
  });
}
