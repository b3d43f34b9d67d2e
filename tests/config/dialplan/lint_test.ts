import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { lintDialplan } from "../../../config/dialplan/lint.ts";
import { lint, lintPlace, readSource } from "./dialplan_source.ts";

Deno.test("lintDialplan() finds nothing in a dialplan that is in order", () => {
  assertEquals(
    lint(`[general]
static=yes
[globals]
TRUNK=PJSIP/trunk
[default]
exten => _X.,1,NoOp(\${CALLERID(num)} calls \${EXTEN:1})
 same => n,Set(CHANNEL(language)=de)
 same => n,GotoIf($["\${DB(closed/\${EXTEN})}" = "1"]?closed)
 same => n,Dial(PJSIP/\${EXTEN}&PJSIP/other,20,tTg)
 same => n,Goto(s-\${DIALSTATUS},1)
 same => n(closed),Playback(closed,noanswer)
 same => n,Hangup()
exten => s-BUSY,1,VoiceMail(\${EXTEN}@default,b)
 same => n,Gosub(sub,log,1(\${EXTEN},busy))
 same => n,Hangup()
exten => 100,hint,PJSIP/a
include => sub
[sub]
exten => log,1,Verbose(1,\${ARG1} was \${ARG2})
 same => n,ExecIf($[\${LEN(\${ARG1})} > 3]?Set(LOCAL(x)=1):NoOp(short))
 same => n,Return()
`),
    [],
  );
});

Deno.test("lintDialplan() tells what Asterisk tells as well, and all in the order of the file", () => {
  assertEquals(lint("[a]\nexten => s,1,NoOpp()\nfoo => bar\nexten => s,1,NoOp()\n"), [
    "2 dialplan-application-unknown",
    "3 dialplan-directive-unknown",
    "4 dialplan-priority-in-use",
  ]);
});

Deno.test("lintDialplan() tells once what two sections inherit from one template", () => {
  const { sections } = readSource("[a]\nexten => s,1,NoOpp()\n");
  const [section] = sections;

  const found = lintDialplan({ sections: section ? [section, { ...section, name: "b" }] : [] });

  assertEquals(found.map(({ code }) => code), ["dialplan-application-unknown"]);
});

Deno.test("lintDialplan() points at bytes, behind text that is not ASCII", () => {
  assertEquals(lintPlace("[a]\nexten => é,1,NoOp(é${NIX(1)})\n", "dialplan-function-unknown")?.found, "NIX");
});

Deno.test("lintDialplan() never throws, and its places lie within the line, whatever the line", () => {
  const unit = fc.constantFrom(
    ...[
      "exten",
      "_",
      "X",
      "N",
      "[",
      "]",
      "(",
      ")",
      "{",
      "}",
      "${",
      "$[",
      "n",
      "1",
      ",",
      "?",
      ":",
      "|",
      "=",
      '"',
      "!",
      "\\",
      "é",
    ],
    ...["Goto(", "Set(", "GotoIf(", "ExecIf(", "Dial(", "IF(", "LEN(", " "],
  );
  fc.assert(fc.property(fc.array(fc.string({ unit, maxLength: 12 }), { maxLength: 6 }), (values) => {
    const text = `[a]\n${values.map((value) => `exten => s,1,${value.replace(/=+/g, "=")}`).join("\n")}\n`;
    const length = new TextEncoder().encode(text).length;
    for (const { start, end } of lintDialplan(readSource(text))) {
      assertEquals(start.offset <= end.offset && end.offset <= length, true);
    }
  }));
});
