import { assertEquals, assertThrows } from "@std/assert";
import { operations } from "../../ari/generated/operations.ts";
import { buildRequest } from "../../ari/request.ts";

type Case = readonly [what: string, id: keyof typeof operations, parameters: Record<string, unknown>, problem: string];

const bridge = { bridgeId: "b" };
const channel = { channelId: "c" };
const object = { configClass: "c", objectType: "o", id: "i" };
const field = { attribute: "a", value: "1" };
const subscription = { applicationName: "a" };
const userEvent = { eventName: "e", application: "a" };
const holes: unknown[] = Array(2);
const itself: Record<string, unknown> = {};
itself.itself = itself;

const refused: readonly Case[] = [
  ["a variable of a bridge without name", "bridges.setBridgeVar", bridge, 'parameter "variable" is missing'],
  ["one with an empty name", "bridges.setBridgeVar", { ...bridge, variable: "" }, '"variable" is an empty string'],
  ["one whose name is a number", "bridges.setBridgeVar", { ...bridge, variable: 5 }, '"variable" must be a string'],
  ["a move to nowhere", "channels.move", channel, 'parameter "app" is missing'],
  ["a move to an empty name", "channels.move", { ...channel, app: "" }, '"app" is an empty string'],
  ["a move to null", "channels.move", { ...channel, app: null }, '"app" must be a string, not null'],
  ["a recording without format", "bridges.record", { ...bridge, name: "r" }, '"format" is missing'],
  ["one of an empty format", "bridges.record", { ...bridge, name: "r", format: "" }, '"format" is an empty string'],
  ["a subscription to nothing", "applications.subscribe", subscription, '"eventSource" is missing'],
  ["one to an empty list", "applications.subscribe", { ...subscription, eventSource: [] }, "is an empty list"],
  ["one to an empty text", "applications.subscribe", { ...subscription, eventSource: "" }, "holds an empty string"],
  [
    "one to empty texts",
    "applications.subscribe",
    { ...subscription, eventSource: ["a", ""] },
    "holds an empty string",
  ],
  ["one to a list with holes", "applications.subscribe", { ...subscription, eventSource: holes }, "not undefined"],
  ["one to an object", "applications.subscribe", { ...subscription, eventSource: { a: "b" } }, "not an object"],
  ["one to a list of lists", "applications.subscribe", { ...subscription, eventSource: [["a"]] }, "not a list"],
  ["one that ends for null", "applications.unsubscribe", { ...subscription, eventSource: null }, "not null"],
  ["an object without fields", "asterisk.updateObject", object, '"fields" is missing'],
  ["one whose fields are an object", "asterisk.updateObject", { ...object, fields: { a: "1" } }, "must be a list of"],
  ["one with null among them", "asterisk.updateObject", { ...object, fields: [field, null] }, "must be a list of"],
  ["one with holes among them", "asterisk.updateObject", { ...object, fields: holes }, "must be a list of"],
  ["one without a value", "asterisk.updateObject", { ...object, fields: [{ attribute: "a" }] }, "must be a list of"],
  ["one without a name", "asterisk.updateObject", { ...object, fields: [{ value: "1" }] }, "must be a list of"],
  ["one of an empty name", "asterisk.updateObject", { ...object, fields: [{ ...field, attribute: "" }] }, "a list of"],
  [
    "an event about numbers",
    "events.userEvent",
    { ...userEvent, source: [1] },
    '"source" must be a string, not number 1',
  ],
  [
    "an event about an object",
    "events.userEvent",
    { ...userEvent, source: {} },
    '"source" must be a string, not an object',
  ],
  ["an event about null", "events.userEvent", { ...userEvent, source: [null] }, '"source" must be a string, not null'],
  ["an event about an empty text", "events.userEvent", { ...userEvent, source: ["a", ""] }, "holds an empty string"],
  [
    "an event with a list",
    "events.userEvent",
    { ...userEvent, variables: [1] },
    '"variables" must be an object, not a list',
  ],
  [
    "an event with itself in it",
    "events.userEvent",
    { ...userEvent, variables: itself },
    "its body can not be written as JSON",
  ],
  ["an event with a bigint", "events.userEvent", { ...userEvent, variables: { a: 5n } }, "its body can not be written"],
  ["a NUL deep in an event", "events.userEvent", { ...userEvent, variables: { a: [{ b: "\0" }] } }, '"b" holds a NUL'],
  [
    "half a pair in a name",
    "events.userEvent",
    { ...userEvent, variables: { "a\ud800": 1 } },
    '"a�" holds a NUL or half',
  ],
  ["a NUL in a variable", "channels.originate", { endpoint: "e", variables: { A: "\0" } }, '"A" holds a NUL'],
  [
    "a variable of null",
    "channels.originate",
    { endpoint: "e", variables: { A: null } },
    '"variables.A" must be a string or',
  ],
  [
    "a variable that is reported as text",
    "channels.originate",
    { endpoint: "e", variables: { A: { value: "1", report_events: "yes" } } },
    '"variables.A.report_events" must be a boolean, not a string',
  ],
  [
    "a message with an object",
    "endpoints.sendMessage",
    { to: "t", from: "f", variables: { A: { value: "1" } } },
    '"variables.A" must be a string, not an object',
  ],
  ["a filter that is a list", "applications.filter", { ...subscription, filter: [] }, '"filter" must be an object'],
  [
    "a filter with a typo",
    "applications.filter",
    { ...subscription, filter: { allow: [] } },
    'parameter "filter.allow"',
  ],
  [
    "a filter without types",
    "applications.filter",
    { ...subscription, filter: { disallowed: [{}] } },
    '"filter.disallowed" must be a list of { type }',
  ],
];

for (const [what, id, parameters, problem] of refused) {
  Deno.test(`${id} refuses ${what}, before anything is sent`, () => {
    const error = assertThrows(() => buildRequest(operations[id], parameters), TypeError, problem);

    assertEquals(error.message.startsWith(`Cannot run ${id}: `), true);
  });
}

Deno.test("what Asterisk itself looks at may be empty", () => {
  assertEquals(buildRequest(operations["asterisk.getGlobalVar"], { variable: "" }).query, "?variable=");
  assertEquals(
    buildRequest(operations["events.userEvent"], { ...userEvent, source: "" }).query,
    "?application=a&source=",
  );
  assertEquals(buildRequest(operations["asterisk.updateObject"], { ...object, fields: [] }).body, '{"fields":[]}');
  assertEquals(
    buildRequest(operations["channels.originate"], { endpoint: "", variables: {} }).body,
    '{"variables":{}}',
  );
});

Deno.test("a filter passes, with one of its lists or both", () => {
  for (const filter of [{}, { allowed: [] }, { allowed: [{ type: "StasisEnd" }], disallowed: [{ type: "Dial" }] }]) {
    const request = buildRequest(operations["applications.filter"], { ...subscription, filter });

    assertEquals(request.body, JSON.stringify(filter));
  }
});
