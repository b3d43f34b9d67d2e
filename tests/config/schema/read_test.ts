import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parse } from "../../../config/mod.ts";
import { cdr } from "../../../config/schema/cdr.ts";
import { cel } from "../../../config/schema/cel.ts";
import { extensions } from "../../../config/schema/extensions.ts";
import { ari } from "../../../config/schema/generated/ari.ts";
import { pjsip } from "../../../config/schema/generated/pjsip.ts";
import { http } from "../../../config/schema/http.ts";
import { logger } from "../../../config/schema/logger.ts";
import { manager } from "../../../config/schema/manager.ts";
import { modules } from "../../../config/schema/modules.ts";
import { queues } from "../../../config/schema/queues.ts";
import { read, type SchemaReading } from "../../../config/schema/read.ts";
import type { SchemaDefinition } from "../../../config/schema/schema.ts";
import { voicemail } from "../../../config/schema/voicemail.ts";
import { schemas } from "./schemas.ts";

/** Code, severity and line of what is wrong. */
function summary({ diagnostics }: SchemaReading<SchemaDefinition>): [string, string, number][] {
  return diagnostics.map(({ code, severity, start }) => [code, severity, start.line]);
}

Deno.test("read() gives the sections of pjsip.conf by their type, with defaults", () => {
  const file = parse(`[transport-udp]
type = transport
bind = 0.0.0.0:5060
[alice]
type = endpoint
aors = alice, desk
disallow = all
allow = opus,ulaw
deny = 0.0.0.0/0
permit = 10.0.0.0/8
set_var = A=1
set_var = B=2
@room = 5
[alice]
type = aor
max_contacts = 2
[desk]
type = aor
`);

  const { value, diagnostics } = read(pjsip, file);

  assertEquals(diagnostics, []);
  assertEquals(value.transport.get("transport-udp")?.bind, { host: "0.0.0.0", port: 5060 });
  assertEquals(value.aor.get("alice")?.max_contacts, 2);
  assertEquals(value.global.max_forwards, 70);
  const alice = value.endpoint.get("alice");
  assertEquals(alice?.context, "default");
  assertEquals(alice?.aors, ["alice", "desk"]);
  assertEquals(alice?.allow.codecs, [{ name: "opus" }, { name: "ulaw" }]);
  assertEquals(alice?.acl, [{ name: "deny", value: "0.0.0.0/0" }, { name: "permit", value: "10.0.0.0/8" }]);
  assertEquals(alice?.set_var, ["A=1", "B=2"]);
  assertEquals(alice?.entries, [{ name: "@room", value: "5" }]);
});

Deno.test("read() leaves out a section that Asterisk refuses, and says why", () => {
  const file = parse(
    "[alice]\ntype = endpoint\nmax_contact = 1\n[bob]\ntype = aor\nmax_contact = 1\nmax_contacts = many\n",
  );

  const reading = read(pjsip, file);

  assertEquals(reading.value.aor.size, 0);
  assertEquals(summary(reading), [
    ["unknown-option", "dropped", 3],
    ["unknown-option", "dropped", 6],
    ["wrong-value", "dropped", 7],
  ]);
  assertEquals(
    reading.diagnostics[1]?.message,
    `Option "max_contact" is none that section "bob" can have, did you mean "max_contacts"?: Asterisk refuses the section`,
  );
});

Deno.test("read() reports what a template says once", () => {
  const file = parse("[phone](!)\ntype = endpoint\nnonsense = 1\n[a](phone)\n[b](phone)\n");

  assertEquals(summary(read(pjsip, file)), [["unknown-option", "dropped", 3]]);
});

Deno.test("read() takes the last value in pjsip.conf, but the first type", () => {
  const file = parse("[t](!)\ntype = endpoint\ncontext = a\n[x](t)\ncontext = b\ntype = aor\n");

  const reading = read(pjsip, file);

  assertEquals(reading.value.endpoint.get("x")?.context, "b");
  assertEquals(summary(reading), [["duplicate-option", "silent", 6]]);
});

Deno.test("read() takes the first value where a module looks it up, up to Asterisk 22, and the last from 23 on", () => {
  const text = "[t](!)\nstatic = yes\n[general](t)\nstatic = no\n";

  const older = read(extensions, parse(text));
  const newer = read(extensions, parse(text, { asteriskVersion: 23 }));

  assertEquals(older.value.general.static, true);
  assertEquals(summary(older), [["duplicate-option", "silent", 4]]);
  assertEquals(older.diagnostics[0]?.message.endsWith("Asterisk takes that of the template, in line 2"), true);
  assertEquals(newer.value.general.static, false);
  assertEquals(newer.diagnostics, []);
});

Deno.test("read() does not tell values that may be secret", () => {
  const reading = read(manager, parse("[admin]\nsecret = s3cret\nsecret = hidden\n"));

  assertEquals(summary(reading), [["duplicate-option", "silent", 2]]);
  assertEquals(/s3cret|hidden/.test(JSON.stringify(reading.diagnostics)), false);
});

Deno.test("read() takes a template's value that is replaced for no mistake, and one said twice alike for style", () => {
  const replaced = parse("[a](!)\ntype = endpoint\ncontext = a\n[b](!)\ncontext = b\n[x](a,b)\ncontext = c\n");
  const alike = parse("[x]\ntype = endpoint\ncontext = a\ncontext = a\n");

  assertEquals(summary(read(pjsip, replaced)), []);
  assertEquals(summary(read(pjsip, alike)), [["duplicate-option", "style", 3]]);
});

Deno.test("read() reports disallow = all after allow, but not after that of a template", () => {
  const late = parse("[x]\ntype = endpoint\nallow = ulaw\ndisallow = all\n");
  const replaced = parse("[t](!)\ntype = endpoint\nallow = ulaw\n[x](t)\ndisallow = all\nallow = opus\n");

  assertEquals(summary(read(pjsip, late)), [["late-option", "silent", 4]]);
  assertEquals(summary(read(pjsip, replaced)), []);
  assertEquals(read(pjsip, replaced).value.endpoint.get("x")?.allow.codecs, [{ name: "opus" }]);
});

Deno.test("read() reports sections without a type and with an unknown one", () => {
  const file = parse("[x]\ncontext = a\n[y]\ntype = Endpoint\n[global]\nmax_forwards = 5\n");

  const reading = read(pjsip, file);

  assertEquals(summary(reading), [["missing-section-type", "silent", 1], ["unknown-section-type", "silent", 4]]);
  assertEquals(reading.diagnostics[1]?.message.includes(`did you mean "endpoint"?`), true);
  assertEquals(reading.value.global.max_forwards, 5);
});

Deno.test("read() takes one name for several types, but not for two sections of one", () => {
  const twoTypes = parse("[x]\ntype = endpoint\n[x]\ntype = aor\n");
  const oneType = parse("[x]\ntype = aor\n[x]\ntype = aor\n[y]\ntype = aor\n[e]\ntype = endpoint\n");

  assertEquals(summary(read(pjsip, twoTypes)), []);
  const reading = read(pjsip, oneType);
  assertEquals(summary(reading), [["duplicate-section", "fatal", 3]]);
  assertEquals([reading.value.aor.size, reading.value.endpoint.size], [0, 1]);
});

Deno.test("read() reports required options that are missing or empty", () => {
  const file = parse("[a]\ntype = user\n[b]\ntype = user\npassword =\n[c]\ntype = user\npassword = x\n");

  const reading = read(ari, file);

  assertEquals(summary(reading), [["missing-option", "dropped", 1], ["missing-option", "dropped", 3]]);
  assertEquals([...reading.value.user.keys()], ["c"]);
});

Deno.test("read() knows which release has an option", () => {
  const file = parse("[a]\ntype = aor\nqualify_2xx_only = yes\n");

  assertEquals(summary(read(pjsip, file)), []);
  assertEquals(summary(read(pjsip, file, { asteriskVersion: "22.1.0" })), [["unavailable-option", "dropped", 3]]);
  const general = parse("[general]\nuserscontext = users\n");
  assertEquals(summary(read(extensions, general, { asteriskVersion: 23 })), [["unavailable-option", "silent", 2]]);
});

Deno.test("read() takes a word that is neither yes nor no for what Asterisk takes it for", () => {
  const reading = read(http, parse("[general]\nenabled = enabled\nbindport = 70000\nsession_keep_alive = 5s\n"));

  assertEquals(summary(reading), [["wrong-value", "silent", 2], ["value-out-of-range", "dropped", 3]]);
  assertEquals(reading.value.general.enabled, false);
  assertEquals(reading.value.general.bindport, 8088);
  assertEquals(reading.value.general.session_keep_alive, 5);
});

Deno.test("read() passes over names in a list that Asterisk does not know", () => {
  const reading = read(manager, parse("[admin]\nread = call,cal\nwrite = all\neventfilter(name(Hangup)) = x\n"));

  assertEquals(summary(reading), [["wrong-value", "dropped", 2]]);
  assertEquals(reading.value.user.get("admin")?.read, ["call"]);
  assertEquals(reading.value.user.get("admin")?.entries, [{ name: "eventfilter(name(Hangup))", value: "x" }]);
});

Deno.test("read() refuses a pjsip section for one wrong name in a list", () => {
  const reading = read(pjsip, parse("[a]\ntype = endpoint\nidentify_by = ip,name\n"));

  assertEquals(summary(reading), [["wrong-value", "dropped", 3]]);
  assertEquals(reading.value.endpoint.size, 0);
});

Deno.test("read() skips a queue that is there again", () => {
  const reading = read(queues, parse("[general]\nautofill = yes\n[a]\ntimeout = 015\n[a]\ntimeout = 2\nfoo = 1\n"));

  assertEquals(summary(reading), [["duplicate-section", "dropped", 5]]);
  assertEquals(reading.value.queue.get("a")?.timeout, 15);
  assertEquals(reading.value.general.autofill, true);
});

Deno.test("read() takes aliases, and reports obsolete names", () => {
  const queue = read(queues, parse("[a]\nmusic = jazz\nstrategy = roundrobin\n")).value.queue.get("a");
  const voice = read(voicemail, parse("[general]\nmaxmessage = 60\nmaxmsg = 10000\n"));

  assertEquals([queue?.musicclass, queue?.strategy], ["jazz", "rrmemory"]);
  assertEquals(summary(voice), [["obsolete-option", "style", 2], ["value-out-of-range", "dropped", 3]]);
  assertEquals(voice.value.general.maxmsg, 9999);
});

Deno.test("read() keeps free names in their order, and joins sections that Asterisk joins", () => {
  const dialplan = read(
    extensions,
    parse("[globals]\nA=1\n[a]\nexten => 1,1,NoOp\n[globals]\nB=2\n[a]\nexten => 2,1,NoOp\n"),
  );
  const log = read(logger, parse("[logfiles]\nconsole => notice\n[general]\nlogger_queue_limit = 3\n"));

  assertEquals(dialplan.value.globals.entries, [{ name: "A", value: "1" }, { name: "B", value: "2" }]);
  assertEquals(dialplan.value.context.get("a")?.entries.length, 2);
  assertEquals(log.value.logfiles.entries, [{ name: "console", value: "notice" }]);
  assertEquals(log.value.general.logger_queue_limit, 10);
});

Deno.test("read() reports an option of modules.conf as fatal, and a section that nobody reads", () => {
  const reading = read(
    modules,
    parse("[modules]\nautoload = yes\nload = a.so\nload = b.so\nnoloda = c.so\n[global]\n"),
  );

  assertEquals(summary(reading), [["unknown-option", "fatal", 5], ["unknown-section", "silent", 6]]);
  assertEquals(reading.value.modules.load, ["a.so", "b.so"]);
});

Deno.test("read() works on plain objects", () => {
  const reading = read(http, { sections: [{ name: "general", settings: [{ name: "enabled", value: "yes" }] }] });

  assertEquals(reading.value.general.enabled, true);
});

Deno.test("read() never throws for what a file says, and names no line that is not there", () => {
  const names = schemas.flatMap(({ sections }) =>
    Object.values(sections).flatMap(({ options, type = "x", named = "y" }) => [...Object.keys(options), type, named])
  );
  const name = fc.oneof(fc.constantFrom("type", ...names), fc.string());
  const setting = fc.record({
    name,
    value: fc.oneof(name, fc.integer().map(String)),
    line: fc.integer({ min: 1, max: 99 }),
  });
  const section = fc.record({ name, settings: fc.array(setting), line: fc.integer({ min: 1, max: 99 }) });

  fc.assert(fc.property(fc.constantFrom(...schemas), fc.array(section), (schema, sections) => {
    const { diagnostics } = read(schema, { sections });

    const lines = new Set(sections.flatMap(({ line, settings }) => [line, ...settings.map((each) => each.line)]));
    for (const { start } of diagnostics) assertEquals(lines.has(start.line), true);
  }));
});

Deno.test("read() reads every default back from its own text", () => {
  for (const schema of schemas) {
    for (const section of Object.values(schema.sections)) {
      for (const [name, option] of Object.entries(section.options)) {
        if (!("default" in option) || section.single === undefined) continue;
        const value = Array.isArray(option.default) ? option.default.join(",") : `${option.default}`;
        const settings = [{ name, value }];

        const { diagnostics } = read(schema, { sections: [{ name: section.named ?? "", settings }] });

        assertEquals(diagnostics.filter(({ code }) => code !== "unavailable-option"), []);
      }
    }
  }
});

Deno.test("read() tells what names a section that the file does not have, and takes it", () => {
  const { value, diagnostics } = read(
    pjsip,
    parse("[a]\ntype = endpoint\naors = a, b\nauth = a\ntransport =\n[a]\ntype = aor\n"),
  );

  assertEquals(diagnostics.map(({ code, severity, start }) => `${start.line} ${severity} ${code}`), [
    "3 silent missing-reference",
    "4 silent missing-reference",
  ]);
  assertEquals(value.endpoint.size, 1);
});

Deno.test("read() refuses a section whose options can not be together, and says so where the last of them is", () => {
  const text = "[a]\ntype = endpoint\ntimers_min_se = 2000\ntimers_sess_expires = 1000\nrtp_port_start = 2000\n";

  const { value, diagnostics } = read(pjsip, parse(text));

  assertEquals(diagnostics.map(({ code, start }) => `${start.line} ${code}`), [
    "1 missing-option",
    "4 conflicting-options",
  ]);
  assertEquals(value.endpoint.size, 0);
});

Deno.test("read() tells that a section or a word that is none costs all of cdr.conf and cel.conf", () => {
  const found = (schema: typeof cdr | typeof cel, text: string) =>
    read<SchemaDefinition>(schema, parse(text)).diagnostics.map(({ severity, code }) => `${severity} ${code}`);

  assertEquals(found(cdr, "[general]\nsize = 5000\nfoo = 1\n[csv]\nfoo = 1\n[foo]\n"), [
    "fatal value-out-of-range",
    "fatal unknown-option",
    "silent unknown-option",
    "fatal unknown-section",
  ]);
  assertEquals(found(cel, "[general]\nevents = ALL, foo\n"), ["fatal wrong-value"]);
  assertEquals(read(cel, parse("[general]\nevents = answer, HANGUP\n[general]\nenable = yes\n")).value.general, {
    enable: true,
    dateformat: "",
    apps: [],
    events: ["ANSWER", "HANGUP"],
  });
});
