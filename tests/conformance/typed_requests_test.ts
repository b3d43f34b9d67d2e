/** What the typed client sends is what Asterisk reads: long, odd and empty texts, lists, variables of bridges, files. */
import { type AriClient, AriResponseError, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import type { Backend } from "./backend.ts";
import { conformance } from "./harness.ts";

function open({ url, user, connection }: Backend): Promise<AriClient> {
  return connect(url, { ...user, ...connection });
}

const texts: readonly string[] = [
  "",
  " ",
  "a b",
  "1+1",
  "a/b//c",
  "100%",
  "%20",
  "a&b=c#d?e",
  "a,b",
  'say "hi"',
  "back\\slash",
  "two\nlines\tand tabs",
  "ä€漢字🎈",
  "{}[]()|;:@$!~'",
];

conformance("a variable is read as it was set, whatever it holds", async ({ backend }) => {
  await using ari = await open(backend);
  for (const value of texts) {
    // deno-lint-ignore no-await-in-loop -- The same variable again and again.
    await ari.asterisk.setGlobalVar({ variable: "ASTERISM_TEXT", value });
    // deno-lint-ignore no-await-in-loop -- See above.
    assertEquals(await ari.asterisk.getGlobalVar({ variable: "ASTERISM_TEXT" }), { value });
  }
  await ari.asterisk.setGlobalVar({ variable: "ASTERISM_TEXT" });
});

conformance("an id in a path is read as it was given, whatever it holds", async ({ backend }) => {
  await using ari = await open(backend);
  for (const id of texts.filter((text) => text !== "")) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    const bridge = await ari.bridges.createWithId({ bridgeId: id, name: id });
    assertEquals([bridge.id, bridge.name], [id, id]);
    // deno-lint-ignore no-await-in-loop -- See above.
    assertEquals((await bridge.get()).id, id);
    // deno-lint-ignore no-await-in-loop -- See above.
    await bridge.destroy();
  }
});

conformance(
  "what is too long for a request line goes into the body, up to the limit of bodies",
  async ({ backend }) => {
    await using ari = await open(backend);
    const variable = "ASTERISM_LONG";
    const lengthOf = async () => (await ari.asterisk.getGlobalVar({ variable })).value.length;
    // The longest that is sent in a line, the first in a body, and the longest in a body.
    const inLine = 4_095 - `POST /ari/asterisk/variable?variable=${variable}&value= HTTP/1.1\r\n`.length;
    const inBody = 40_960 - JSON.stringify({ variable, value: "" }).length;
    for (const length of [inLine, inLine + 1, inBody]) {
      // deno-lint-ignore no-await-in-loop -- The same variable again and again.
      await ari.asterisk.setGlobalVar({ variable, value: "x".repeat(length) });
      // deno-lint-ignore no-await-in-loop -- See above.
      assertEquals(await lengthOf(), length);
    }
    await assertRejects(
      () => ari.asterisk.setGlobalVar({ variable, value: "y".repeat(inBody + 1) }),
      RangeError,
      "its body has 40961 bytes, the limit is 40960",
    );
    assertEquals(await lengthOf(), inBody);
    await ari.asterisk.setGlobalVar({ variable });

    const name = "A".repeat(4_095 - "GET /ari/asterisk/variable?variable= HTTP/1.1\r\n".length);
    assertEquals(await ari.asterisk.getGlobalVar({ variable: name }), { value: "" });
    await assertRejects(() => ari.asterisk.getGlobalVar({ variable: name + "A" }), RangeError, "the limit is 4095");
  },
);

/** Names of variables with everything in them that splits or joins the values of a list. */
const names: readonly string[] = [
  "J,K",
  "A(",
  "L(a",
  "a)b(c",
  "[C",
  "D]",
  "x[1],y",
  '"E',
  'F"',
  'q"a,b"',
  '"a","b"',
  "G\\",
  "\\G",
  "a\\,b",
  "{a|b;c'd",
  "a b",
  "é\u00a0",
];

conformance("a list is read value by value, whatever they hold, in the query as in a body", async ({ backend }) => {
  await using ari = await open(backend);
  await using bridge = await makeBridge(ari);
  const values = Object.fromEntries(names.map((name) => [name, `of ${name}`]));
  await bridge.setBridgeVars({ variables: values });

  assertEquals((await bridge.getBridgeVars({ variables: names })).variables, values);
  for (const name of names) {
    // deno-lint-ignore no-await-in-loop -- One after the other.
    assertEquals((await bridge.getBridgeVars({ variables: name })).variables, { [name]: `of ${name}` });
  }
});

conformance("a list has as many values as a query holds, or any number in a body", async ({ backend }) => {
  await using ari = await open(backend);
  await using bridge = await makeBridge(ari);
  const variables = Object.fromEntries(Array.from({ length: 127 }, (_, index) => [`V${index}`, "1"]));
  await bridge.setBridgeVars({ variables });

  assertEquals((await bridge.getBridgeVars({ variables: Object.keys(variables) })).variables, variables);
  const many = Array.from({ length: 300 }, (_, index) => `nobody,${index}`);
  const error = await assertRejects(() => bridge.addChannel({ channel: many }), AriResponseError);
  assertEquals([error.status, error.body], [400, { message: "Channel not found" }]);
});

conformance(
  "a bridge is made with its variables, in one step and under either name of the operation",
  async ({ backend }) => {
    await using ari = await open(backend);
    const variables = { A: "1", name: "of a variable", "with space": { value: "2", report_events: true } };
    const made = [
      await ari.bridges.create({ type: "holding", name: "one", variables }),
      await ari.bridges.create({ bridgeId: "asterism-two", name: "two", variables }),
      await ari.bridges.createWithId({ bridgeId: "asterism-three", name: "three", variables }),
    ];
    for (const bridge of made) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      const read = await bridge.getBridgeVars({ variables: Object.keys(variables) });
      assertEquals(read.variables, { A: "1", name: "of a variable", "with space": "2" });
      assertEquals(bridge.bridgevars, { "with space": "2" });
    }
    assertMatch(made[0]?.id ?? "", /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assertEquals(made.map(({ name, bridge_type }) => [name, bridge_type]), [
      ["one", "holding"],
      ["two", "mixing"],
      ["three", "mixing"],
    ]);

    // What is refused leaves no bridge behind.
    const taken = await assertRejects(
      () => ari.bridges.create({ bridgeId: "asterism-two", variables }),
      AriResponseError,
    );
    const bad = await assertRejects(() => ari.bridges.create({ type: "nothing", variables }), AriResponseError);
    assertEquals([taken.status, bad.status], [409, 500]);
    const left = (await ari.bridges.list()).filter(({ name }) => ["one", "two", "three"].includes(name));
    assertEquals(left.length, 3);
    for (const bridge of made) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      await bridge.destroy();
    }
  },
);

conformance(
  "the raw door reaches any operation, and tells status, headers and body as they came",
  async ({ backend }) => {
    await using ari = await open(backend);

    const { status, headers, body } = await ari.request("GET", "/asterisk/variable", {
      query: { variable: "CHANNEL" },
    });
    const made = await ari.request("POST", ["bridges", "raw/1+1"], { body: { name: "raw" } });
    const gone = await ari.request("DELETE", ["bridges", "raw/1+1"]);
    const error = await assertRejects(() => ari.request("GET", "/bridges/raw%2F1%2B2"), AriResponseError);

    assertEquals([status, headers.get("content-type"), body], [200, "application/json", { value: "" }]);
    assertEquals([made.status, Object(made.body).id], [200, "raw/1+1"]);
    assertEquals([gone.status, gone.body], [204, undefined]);
    assertEquals([error.status, error.method, error.path], [404, "GET", "/bridges/raw%2F1%2B2"]);
  },
);

/** A bridge that is destroyed at the end. */
async function makeBridge(ari: AriClient) {
  const bridge = await ari.bridges.create();
  return Object.assign(bridge, { [Symbol.asyncDispose]: () => bridge.destroy() });
}
