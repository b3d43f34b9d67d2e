import { splitArguments } from "../../../config/dialplan/arguments.ts";
import { encodeBytes } from "../../../config/dialplan/byte_string.ts";
import { isTrueCondition } from "../../../config/dialplan/condition.ts";
import type { SubstitutionScope } from "../../../config/dialplan/substitution.ts";
import golden from "../../golden/dialplan-expressions.json" with { type: "json" };

/** Where the recording was made: its own variables, and the globals of its extensions.conf. */
const variables = new Map(Object.entries({
  ...golden.channelVariables,
  // AMI takes the blanks at the start of a value away, so the channel had "SP" without.
  SP: golden.channelVariables.SP.trimStart(),
  GNUM: "7",
  Mixed: "CaseVar",
  ga: "lowerA",
  EXTEN: "77",
  CONTEXT: "idle",
  ASTVARLIBDIR: "/var/lib/asterisk",
}));

/** What Asterisk answered where a function is the whole of a recorded template. */
const answers = new Map(
  golden.substitutions.flatMap(({ template, value }) => {
    const call = /^\$\{([A-Z0-9_]+\(.*\))\}$/.exec(template)?.[1];
    return call === undefined || value === undefined ? [] : [[call, value] as const];
  }),
);

const unknown: ReadonlySet<string> = new Set(["NOSUCH", "NOSUCHFUNC"]);

/**
 * The scope of the recorded expressions and substitutions. Functions that take part in others are written out, and the
 * answers of all others are recorded ones: what is tested is with which name and arguments they are called.
 */
export const recordedScope: SubstitutionScope = {
  variable: (name) => variables.get(name),
  function: (name, text, { substitute }) => {
    switch (name) {
      case "LEN":
        return String(encodeBytes(text).length);
      case "TOUPPER":
        return text.toUpperCase();
      case "TOLOWER":
        return text.toLowerCase();
      case "EVAL":
        return substitute(text);
      case "IF": {
        const [condition = "", branches = ""] = splitArguments(text, { separator: "?", limit: 2 });
        const [yes = "", no = ""] = splitArguments(branches, { separator: ":", limit: 2 });
        return isTrueCondition(condition) ? yes : no;
      }
      case "ISNULL":
        return text === "" ? "1" : "0";
      case "EXISTS":
        return text === "" ? "0" : "1";
      case "QUOTE":
        return `"${text.replace(/["\\]/g, "\\$&")}"`;
      case "TRIM":
      case "RTRIM":
        return text.trim();
      case "REGEX":
        return text === '"xyz" hello world' ? "0" : "1";
      case "CUT":
        return cut(text);
      default:
        return unknown.has(name) ? undefined : answers.get(`${name}(${text})`);
    }
  },
};

function cut(text: string): string {
  const [name = "", delimiter = "-", range = ""] = splitArguments(text, { limit: 3 });
  const fields = (variables.get(name) ?? "").split(delimiter === "" ? "-" : delimiter);
  const [from = "", to = from] = range.split("-");
  return fields.slice((from === "" ? 1 : Number(from)) - 1, to === "" ? undefined : Number(to)).join(delimiter);
}
