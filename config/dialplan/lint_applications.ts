import type { ApplicationFacts } from "./application_facts.ts";
import type { ApplicationCall } from "./application_call.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import { countOf, findApplication, nearestApplication } from "./known_applications.ts";
import { findRemoved } from "./removed_applications.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";
import { hideAllReferences } from "./references.ts";
import type { Piece } from "./extension_line.ts";

/** Looks at the names of applications, and at how many arguments they have. */
export function* lintApplications({ calls, asteriskVersion }: LintedLine): Generator<Diagnostic> {
  for (const call of calls) {
    for (const finding of findInCall(call, asteriskVersion)) yield diagnoseLine(call.line, finding);
  }
}

function* findInCall(call: ApplicationCall, asteriskVersion: number): Generator<Finding> {
  const { name, key, data, within, line } = call;
  // What looks like "${APP}(x)" is taken whole for a name, as the variable is not substituted there.
  if (name.text.includes("$")) {
    yield {
      code: "dialplan-application-variable",
      severity: "silent",
      message: `Application "${name.text}" is searched by this very name, as Asterisk substitutes in arguments only`,
      from: name.from,
      to: name.to,
    };
    return;
  }
  const facts = findApplication(key);
  const removed = findRemoved(key);
  if (removed !== undefined && asteriskVersion >= removed.since) {
    const since = removed.since > 1 ? ` since Asterisk ${removed.since}` : "";
    yield {
      code: "dialplan-application-removed",
      severity: "silent",
      message: `Application "${name.text.trim()}" is gone${since}, use ${removed.instead}`,
      from: name.from,
      to: name.to,
    };
  } else if (facts !== undefined) yield* findInName(call, facts);
  else if (removed === undefined) yield unknownApplication(call);
  if (within === undefined && line.application.tail.trim() !== "") {
    const from = (data?.to ?? name.to) + 1;
    yield {
      code: "dialplan-application-tail",
      severity: "silent",
      message: `Asterisk drops "${line.application.tail}" behind the last parenthesis`,
      from,
    };
  }
  if (data === undefined) return;
  yield* findUnbalanced(data.text, data.from);
  if (facts !== undefined) yield* findInArguments(facts, call, data);
}

/** Applications without documentation, which are known all the same. */
const undocumented: ReadonlySet<string> = new Set(["eagi", "deadagi", "importvar", "setamaflags"]);

function unknownApplication({ name }: ApplicationCall): Finding {
  const text = name.text.trim();
  const place = { from: name.from, to: name.to };
  const nearest = nearestApplication(text);
  const question = nearest === undefined ? "" : `, perhaps "${nearest}" is meant`;
  return {
    code: "dialplan-application-unknown",
    severity: "silent",
    message: `Application "${text}" is unknown${question}: the call would end there`,
    ...place,
    ...(nearest !== undefined && { fix: { title: `Write "${nearest}"`, text: nearest } }),
  };
}

function* findInName({ name, data, within }: ApplicationCall, facts: ApplicationFacts): Generator<Finding> {
  const place = { from: name.from, to: name.to };
  if (name.text !== name.text.trim() && data !== undefined) {
    yield {
      code: "dialplan-application-blank",
      severity: within === undefined ? "silent" : "style",
      message: `Application "${name.text}" has a blank before its parenthesis, which belongs to its name`,
      ...place,
      fix: { title: `Write "${facts.name}"`, text: facts.name },
    };
  } else if (name.text !== facts.name) {
    yield {
      code: "dialplan-application-case",
      severity: "style",
      message: `Application "${name.text}" is usually written "${facts.name}"`,
      ...place,
      fix: { title: `Write "${facts.name}"`, text: facts.name },
    };
  }
  if (data === undefined && within === undefined) {
    yield {
      code: "dialplan-application-parentheses",
      severity: "style",
      message: `Application "${name.text}" has no parentheses`,
      ...place,
      fix: { title: `Write "${facts.name}()"`, text: `${facts.name}()` },
    };
  }
}

function* findUnbalanced(text: string, from: number): Generator<Finding> {
  const own = hideQuoted(hideAllReferences(text));
  let depth = 0;
  for (const character of own) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) break;
  }
  const quote = own.indexOf('"');
  const problem = depth !== 0 ? "a parenthesis" : quote >= 0 ? "a quote" : undefined;
  if (problem === undefined) return;
  yield {
    code: "dialplan-arguments-unbalanced",
    severity: "silent",
    message: `Arguments "${text}" have ${problem} without its other half`,
    from,
    to: from + text.length,
  };
}

function hideQuoted(text: string): string {
  if (!text.includes("\\") && !text.includes('"')) return text;
  return text.replace(/\\./g, "  ").replace(/"[^"]*"/g, (quoted) => " ".repeat(quoted.length));
}

/** Applications that take all of the rest as text, or as many arguments as there are. */
const free: ReadonlySet<string> = new Set([
  ...["adsiprog", "agi", "aelsub", "celgenuserevent", "chanisavail", "exec", "execif", "execiftime", "externalivr"],
  ...["festival", "gosub", "gosubif", "goto", "gotoif", "gotoiftime", "if", "elseif", "jabbersend", "jabbersendgroup"],
  ...["log", "messagesend", "minivmnotify", "mixmonitor", "mset", "noop", "originate", "playtones", "return"],
  ...["sayalpha", "sayalphacase", "sayphonetic", "sendtext", "set", "stasis", "system", "trysystem", "tryexec"],
  ...["userevent", "verbose", "while"],
]);

/** Applications that do without what their documentation asks for, or whose last arguments are the required ones. */
const lenient: ReadonlySet<string> = new Set([
  ...["channelredirect", "gosub", "goto", "musiconhold", "startmusiconhold", "verbose", "voicemail", "voicemailmain"],
]);

function* findInArguments(
  { name, separator, arguments: known }: ApplicationFacts,
  { key, written: pieces }: ApplicationCall,
  { text, from }: Piece,
): Generator<Finding> {
  if (separator !== "," || undocumented.has(key)) return;
  const isVariable = pieces.length === 1 && /^\$[{[]/.test(text);
  if (isVariable) return;
  const bar = pieces.length === 1 && known.length > 1 && !free.has(key) ? barOf(text) : -1;
  if (bar >= 0) {
    yield {
      code: "dialplan-arguments-bar",
      severity: "silent",
      message: `Arguments of "${name}" are separated by "|", which is a comma since Asterisk 1.6`,
      from: from + bar,
      to: from + bar + 1,
      fix: { title: 'Write ","', text: "," },
    };
    return;
  }
  const missing = lenient.has(key)
    ? undefined
    : known.find(({ isRequired }, index) => isRequired && (pieces[index]?.text ?? "").trim() === "");
  if (missing !== undefined) {
    yield {
      code: "dialplan-arguments-few",
      severity: "silent",
      message: `Application "${name}" has no argument "${missing.name}"`,
      from,
      to: from + text.length,
    };
  }
  const extra = pieces[known.length];
  if (extra === undefined || known.some(({ isRepeated }) => isRepeated) || free.has(key)) return;
  yield {
    code: "dialplan-arguments-many",
    severity: "silent",
    message: `Application "${name}" takes ${countOf(known.length)}: "${extra.text}" is one too many`,
    from: extra.from,
    to: from + text.length,
  };
}

function barOf(text: string): number {
  return hideAllReferences(text).indexOf("|");
}
