/** What no other tool tells about a dialplan, and Asterisk's recorded answers justify. */
import type { Tables } from "./marked.ts";

const context = "[default]\n";

/** By what they are about. */
export const unseenChecks: Tables = [
  ["patterns", [
    ["letters that are digits", "silent dialplan-pattern-letter", `${context}exten => _«nick»,1,Answer()\n`],
    ["a catch-all", "silent dialplan-catch-all", `${context}exten => «_.,1,Answer()»\n`],
    ["another one", "silent dialplan-catch-all", `${context}exten => «_!,1,Answer()»\n`],
    ["a set of nothing", "silent dialplan-pattern-set-empty", `${context}exten => _1«[]»,1,Answer()\n`],
    [
      "a range that runs backwards",
      "silent dialplan-pattern-range-backward",
      `${context}exten => _1«[9-2]»,1,Answer()\n`,
    ],
    ["a pattern of one number", "style dialplan-pattern-plain", `${context}exten => «_123»,1,Answer()\n`],
    [
      "an alias, which is refused",
      "dropped dialplan-priority-in-use",
      `${context}exten => _N,1,Answer()\nexten => «_[2-9],1,Echo()»\n`,
    ],
    [
      "what another one hides",
      "silent dialplan-extension-unreachable",
      `${context}exten => _1X!,1,Answer()\nexten => «_1X,1,Echo()»\n`,
    ],
    [
      "an include that is hidden",
      "silent dialplan-include-shadowed",
      `${context}exten => _1XX,1,Answer()\ninclude => «é»\n[é]\nexten => 123,1,Echo()\n`,
    ],
    ["an include of itself", "style dialplan-include-loop", `${context}include => «é»\n[é]\ninclude => default\n`],
    ["an include of nothing", "dropped dialplan-include-missing", `${context}include => «é»\n`],
    ["an include twice", "dropped dialplan-include-duplicate", `${context}include => é\ninclude => «é»\n[é]\n`],
    ["an unknown switch", "silent dialplan-switch-unknown", `${context}switch => «Foo»/é\n`],
    ["a switch twice", "dropped dialplan-switch-duplicate", `${context}switch => Lua/a\nswitch => «Lua/a»\n`],
    [
      "an ignored pattern twice",
      "dropped dialplan-ignorepat-duplicate",
      `${context}ignorepat => 9\nignorepat => «9»\n`,
    ],
    ["the other matcher", "silent dialplan-matcher-new", "[general]\nextenpatternmatchnew=«yes»\n"],
    [
      "a priority behind a hint",
      "dropped dialplan-priority-after-hint",
      `${context}exten => 1,hint,PJSIP/é\nexten => 1,«n»,Answer()\n`,
    ],
  ]],

  ["expressions", [
    [
      "an operand that may be empty",
      "silent dialplan-expression-unquoted",
      `${context}exten => s,1,NoOp($[«\${X} = é»])\n`,
    ],
    ["text that is negated", "silent dialplan-expression-not-text", `${context}exten => s,1,NoOp($[«!é»])\n`],
    [
      "quotes on one side",
      "silent dialplan-expression-quotes-differ",
      `${context}exten => s,1,NoOp($[«"\${X}" = 1»])\n`,
    ],
    [
      "a regular expression that is none",
      "silent dialplan-expression-regex",
      `${context}exten => s,1,NoOp($["\${X}" =~ «"é("»])\n`,
    ],
    ["a back-reference", "silent dialplan-expression-regex", `${context}exten => s,1,NoOp($["\${X}" : «"(é)\\1"»])\n`],
    ["a syntax error", "silent dialplan-expression-syntax", `${context}exten => s,1,NoOp($[1 + «»])\n`],
    ["nothing", "silent dialplan-expression-empty", `${context}exten => s,1,NoOp(é«$[ ]»)\n`],
    ["no end", "silent dialplan-expression-open", `${context}exten => s,1,NoOp(«$[1 + é»)\n`],
  ]],

  ["applications", [
    ["two assignments", "silent dialplan-set-several", `${context}exten => s,1,Set(é=1«,B=2»)\n`],
    ["a blank condition", "silent dialplan-condition-blank", `${context}exten => s,1,GotoIf(« »?s,1)\n`],
    [
      "a blank condition of a function",
      "silent dialplan-condition-blank",
      `${context}exten => s,1,NoOp(\${IF(« »?é)})\n`,
    ],
    ["a time that is none", "silent dialplan-time-invalid", `${context}exten => s,1,GotoIfTime(*,«mondy»,*,*?s,1)\n`],
    ["the same of an include", "dropped dialplan-time-invalid", `${context}include => é,«9:00-25:00»,*,*,*\n[é]\n`],
    [
      "the same of a function",
      "silent dialplan-time-invalid",
      `${context}exten => s,1,NoOp(\${IFTIME(*,*,*,«foo»?é)})\n`,
    ],
    ["Macro", "silent dialplan-application-removed", `${context}exten => s,1,«Macro»(é)\n`],
    ["DeadAGI in 23", "silent dialplan-application-removed", `${context}exten => s,1,«DeadAGI»(é)\n`, { version: 23 }],
    ["an application in a variable", "silent dialplan-application-variable", `${context}exten => s,1,«\${APP}(é)»\n`],
    ["text behind the arguments", "silent dialplan-application-tail", `${context}exten => s,1,NoOp(é)« tail»\n`],
  ]],

  ["releases", [
    ["users.conf in 23", "silent file-gone", "«»[é]\nsecret=x\n", { name: "users.conf", version: 23 }],
    ["sip.conf in 22", "silent file-gone", "«»[é]\n", { name: "sip.conf" }],
    ["userscontext in 23", "silent unavailable-option", "[general]\n«userscontext»=é\n", {
      name: "extensions.conf",
      version: 23,
    }],
  ]],

  ["schemas", [
    ["an unknown kind of section", "silent unknown-section-type", "[é]\ntype=«endpint»\n", { name: "pjsip.conf" }],
    ["no kind of section", "silent missing-section-type", "[«é»]\naors=é\n", { name: "pjsip.conf" }],
    ["an unknown section", "silent unknown-section", "[«modulés»]\nautoload=yes\n", { name: "modules.conf" }],
    ["an option that is missing", "dropped missing-option", "[«é»]\ntype=auth\n", { name: "pjsip.conf" }],
    ["a value that is none", "dropped wrong-value", "[é]\ntype=endpoint\ndtmf_mode=«rfc2833»\n", {
      name: "pjsip.conf",
    }],
    ["a value out of range", "dropped value-out-of-range", "[é]\ntype=aor\nqualify_frequency=«99999»\n", {
      name: "pjsip.conf",
    }],
    [
      "options that can not be together",
      "dropped conflicting-options",
      "[é]\ntype=endpoint\ntimers_sess_expires=90\n«timers_min_se»=100\n",
      { name: "pjsip.conf" },
    ],
    ["a name of nothing", "silent missing-reference", "[é]\ntype=endpoint\naors=«é»\n", { name: "pjsip.conf" }],
    ["a codec that is none", "dropped wrong-value", "[é]\ntype=endpoint\nallow=«ulaw,opuss»\n", { name: "pjsip.conf" }],
    ["a network that is none", "dropped wrong-value", "[é]\ntype=endpoint\npermit=«10.0.0.0/33»\n", {
      name: "pjsip.conf",
    }],
    ["a contact that is no URI", "dropped wrong-value", "[é]\ntype=aor\ncontact=«é@b»\n", { name: "pjsip.conf" }],
    ["no password", "dropped missing-option", "[«é»]\ntype=auth\nusername=é\n", { name: "pjsip.conf" }],
    ["an obsolete option", "style obsolete-option", "[general]\n«rotatetimestamp»=yes\n", { name: "logger.conf" }],
    ["an unknown code in a comment", "style noqa-unknown-code", "[a]\nb = é ; noqa: «no-equls», no-name\n"],
    ["the same behind a comment block", "style noqa-unknown-code", "[a]\nb=1 ;-- é --; ; noqa «no-nme»\n"],
  ]],
];
