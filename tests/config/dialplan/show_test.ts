import { assertEquals } from "@std/assert";
import { showDialplan } from "../../../config/dialplan/show.ts";
import { load } from "./dialplan_source.ts";
import { patternDialplan, patternGolden } from "./dialplan_golden.ts";

for (const { context, number, matches } of patternGolden.cases) {
  if (matches === null) continue;
  Deno.test(`showDialplan() shows what Asterisk shows of ${number}@${context}`, () => {
    const shown = showDialplan(patternDialplan.dialplan, { context, extension: number });

    assertEquals([...parseShown(shown)], matches);
  });
}

function* parseShown(text: string): Generator<{ context: string; exten: string; cid?: string }> {
  let context = "";
  for (const line of text.split("\n")) {
    context = /^\[ (?:Included c|C)ontext '(.*)' created/.exec(line)?.[1] ?? context;
    const [, exten, cid] = /^ {2}'(.*?)' (?:\(CID match '(.*)'\) )?=>/.exec(line) ?? [];
    if (exten !== undefined) yield { context, exten, ...(cid !== undefined && { cid }) };
  }
}

Deno.test("showDialplan() writes as Asterisk does", () => {
  const { dialplan } = load(`[general]
static=yes
[one]
autohints => yes
exten => 100,1(first),Answer()
 same => n(next),Wait(5)
exten => 100,hint,PJSIP/a
exten => é,1,NoOp(é)
exten => _X./55,1,NoOp
include => two,9:00-17:00,*,*,*
ignorepat => 9
switch => Realtime/x@y
[two]
`);

  // As the real Asterisk printed it.
  assertEquals(
    showDialplan(dialplan),
    `[ Context 'two' created by 'pbx_config' ]

[ Context 'one' created by 'pbx_config' ]
Autohints support enabled
  'é' =>           1. NoOp(é)                                   [extensions.conf:8]
  '100' =>          hint: PJSIP/a                                 [extensions.conf:7]
     [first]        1. Answer()                                   [extensions.conf:5]
     [next]         2. Wait(5)                                    [extensions.conf:6]
  '_X.' (CID match '55') =>  1. NoOp()                                     [extensions.conf:9]
  Include =>        'two,9:00-17:00,*,*,*'                        [pbx_config]
  Ignore pattern => '9'                                           [pbx_config]
  Alt. Switch =>    'Realtime/x@y'                                [pbx_config]

-= 3 extensions (5 priorities) in 2 contexts. =-
`,
  );
});

Deno.test("showDialplan() of an extension shows included contexts, and its switches only at the top", () => {
  const { dialplan } = load("[a]\ninclude => b\nswitch => X/a\n[b]\nexten => 1,1,NoOp()\nswitch => X/b\n");

  assertEquals(
    showDialplan(dialplan, { context: "a", extension: "1" }),
    `[ Included context 'b' created by 'pbx_config' ]
  '1' =>            1. NoOp()                                     [extensions.conf:5]

  Alt. Switch =>    'X/a'                                         [pbx_config]
-= 1 extension (1 priority) in 1 context. =-
`,
  );
});

Deno.test("showDialplan() says what does not exist", () => {
  const { dialplan } = load("[a]\n");

  assertEquals(showDialplan(dialplan, { context: "b" }), "There is no existence of 'b' context\n");
  assertEquals(showDialplan(dialplan, { context: "a", extension: "1" }), "There is no existence of 1@a extension\n");
  assertEquals(showDialplan(dialplan, { extension: "1" }), "There is no existence of '1' extension in all contexts\n");
});

Deno.test("showDialplan() ends when contexts share includes many times over", () => {
  const contexts = Array.from({ length: 40 }, (_, index) => {
    return `[c${index}]\nexten => 1,1,NoOp()\ninclude => c${index + 1}\ninclude => c${index + 2}\n`;
  });
  const { dialplan } = load(contexts.join(""));

  const shown = showDialplan(dialplan, { context: "c0", extension: "1" });

  const [, count = "0"] = /-= (\d+) extensions/.exec(shown) ?? [];
  assertEquals(Number(count) > 10_000 && Number(count) <= 65_537, true);
});

Deno.test("showDialplan() names files without their folders", () => {
  const { dialplan } = load("[a]\nexten => 1,1,NoOp()\n");
  const context = dialplan.contexts.get("a");

  assertEquals(context?.extensions[0]?.priorities[0]?.origin.file, "extensions.conf");
  assertEquals(showDialplan(dialplan).includes("[extensions.conf:2]"), true);
});
