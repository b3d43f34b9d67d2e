import type { Operation, Parameter } from "../../../ari/operation.ts";
import type { Plan, Values } from "./plan.ts";
import { planRequest, withQuery } from "./planned_request.ts";
import { type RequestStep, runPrefix } from "./script.ts";

/** A title and a request: what is tried of an operation besides what its plan names. */
export type Variation = readonly [title: string, request: RequestStep];

/** Longer than anything that Asterisk keeps in a buffer of its own, and short enough for a request line. */
const longLength = 300;
/** For JSON bodies, which may be longer than a request line. */
const longerLength = 5_000;
/** One more than Asterisk takes. */
const longList = Array.from({ length: 128 }, (_, index) => `x${index}`);

/** A text of so many letters; the name of something is a name of the run. */
function longText(name: string, length: number): string {
  return /(?:id|name)$/i.test(name) ? `~${"x".repeat(length - runPrefix(0).length)}` : "x".repeat(length);
}

/** Every way in which a parameter can be missing, empty, of a wrong type, too long or too many. */
export function parameterVariations(operation: Operation, plan: Plan): Variation[] {
  return operation.parameters.flatMap((parameter) => {
    if (parameter.in === "path") return pathVariations(operation, plan, parameter);
    if (parameter.in === "body") return bodyVariations(operation, plan, parameter);
    return queryVariations(operation, plan, parameter);
  });
}

/** Bodies and queries that have nothing to do with a single parameter. */
export function requestVariations(operation: Operation, plan: Plan): Variation[] {
  const { values } = plan;
  const base = planRequest(operation, values);
  const type = "application/json";
  const queryNames = operation.parameters.filter(({ in: place }) => place === "query");
  const variations: Variation[] = [
    ["with a parameter that nobody knows", withQuery(base, "nobody=knows")],
    ["with JSON that breaks off", { ...base, body: { type, text: '{"a":' } }],
  ];
  if (operation.method === "GET" || operation.method === "DELETE" && queryNames.length === 0) return variations;
  if (operation.parameters.every((parameter) => parameter.in === "path")) return variations;
  variations.push(
    ["with more in its JSON", { ...base, json: { ...Object(base.json), nobody: { knows: [1] } } }],
    ["with a list for a body", { ...base, json: ["x"] }],
    ["with a text for a body", { ...base, json: "x" }],
    ["with null for a body", { ...base, body: { type, text: "null" } }],
    ["with a body of plain text", { ...base, body: { type: "text/plain", text: "a=b" } }],
    ["with a character set in the type of its JSON", {
      ...base,
      body: { type: `${type}; charset=utf-8`, text: JSON.stringify(base.json ?? {}) },
    }],
  );
  if (queryNames.length > 0) {
    variations.push(["all in JSON", planRequest(operation, { ...values, ...plan.optional }, "json")]);
    const hasBody = operation.parameters.some((parameter) => parameter.in === "body");
    if (!hasBody) variations.push(["all in a form", planRequest(operation, { ...values, ...plan.optional }, "form")]);
  }
  return variations;
}

function pathVariations(operation: Operation, { values }: Plan, { name }: Parameter): Variation[] {
  const change = (title: string, value: string): Variation => {
    return [`${name} ${title}`, planRequest(operation, { ...values, [name]: value })];
  };
  return [
    change("too long", longText(name, longLength)),
    change("with a slash and a space", "~a/b c"),
    change("with letters from afar", "~ä€漢"),
  ];
}

function queryVariations(operation: Operation, plan: Plan, parameter: Parameter): Variation[] {
  const { name, type, list, values: known } = parameter;
  const all: Values = { ...plan.values };
  const usual = all[name] ?? plan.optional?.[name] ?? known?.[0] ?? "x";
  const others = { ...all, [name]: undefined };
  const inQuery = (title: string, text: string): Variation => {
    return [`${name} ${title}`, withQuery(planRequest(operation, others), `${name}=${text}`)];
  };
  const inJson = (title: string, value: unknown): Variation => {
    const step = planRequest(operation, others);
    return [`${name} ${title}`, { ...step, json: { ...Object(step.json), [name]: value } }];
  };
  const isNumber = type === "int" || type === "long" || type === "double";
  const variations: Variation[] = [
    ...(all[name] === undefined ? [] : [[`${name} missing`, planRequest(operation, others)] satisfies Variation]),
    inQuery("empty", ""),
    inJson("null in JSON", null),
    inJson("an object in JSON", { a: "b" }),
  ];
  if (isNumber) {
    variations.push(
      inQuery("a word", "word"),
      inQuery("negative", "-1"),
      inQuery("a fraction", "1.9"),
      inQuery("very large", "99999999999"),
      inJson("a text in JSON", "1"),
      inJson("a fraction in JSON", 1.9),
      inJson("a list in JSON", [1]),
    );
    return variations;
  }
  if (type === "boolean") {
    variations.push(
      inQuery("yes", "yes"),
      inQuery("a word", "word"),
      inQuery("1", "1"),
      inJson("a text in JSON", "true"),
      inJson("a number in JSON", 1),
    );
    return variations;
  }
  variations.push(
    inJson("a number in JSON", 5),
    inJson("true in JSON", true),
    inJson("too long", list ? [longText(name, longerLength)] : longText(name, longerLength)),
  );
  if (list) {
    const first = Array.isArray(usual) ? usual[0] : usual;
    variations.push(
      inQuery("with empty values", ",,"),
      inQuery("of too many values", longList.join(",")),
      inJson("a text in JSON", first),
      inJson("a list in JSON", [first]),
      inJson("an empty list in JSON", []),
      inJson("a list of numbers in JSON", [5, 6]),
    );
  } else {
    variations.push(
      inQuery("long", longText(name, longLength)),
      inJson("a list in JSON", [usual]),
      inQuery("given twice", `x&${name}=${encodeURIComponent(String(usual))}`),
    );
    if (known !== undefined) {
      variations.push(inQuery("in capitals", known[0]?.toUpperCase() ?? "X"), inQuery("a word", "word"));
    }
  }
  return variations;
}

const wrongBodies: Readonly<Record<string, unknown>> = {
  "a text": "x",
  "a number": 5,
  "a list": ["x"],
  "null": null,
  "empty": {},
  "with a number in it": { "~a": 5 },
  "with a list in it": { "~a": ["x"] },
  "with null in it": { "~a": null },
  "with an object without value in it": { "~a": {} },
  "with an object of a number in it": { "~a": { value: 5 } },
  "with an object of a text in it": { "~a": { value: "x" } },
  "with an object to be reported in it": { "~a": { value: "x", report_events: true } },
  "with an object with a text for report_events in it": { "~a": { value: "x", report_events: "yes" } },
  "with an empty name": { "": "x" },
  "with a long value": { "~a": "x".repeat(longerLength) },
};

function bodyVariations(operation: Operation, { values }: Plan, { name, type }: Parameter): Variation[] {
  if (type === "filter") {
    return Object.entries(wrongBodies).map((
      [title, value],
    ) => [`${name} ${title}`, { ...planRequest(operation, values), json: value }]);
  }
  const base = planRequest(operation, { ...values, [name]: undefined });
  const withValue = (value: unknown) => ({ ...base, json: { ...Object(base.json), [name]: value } });
  return [
    [`${name} missing`, base],
    ...Object.entries(wrongBodies).map(([title, value]): Variation => [`${name} ${title}`, withValue(value)]),
  ];
}
