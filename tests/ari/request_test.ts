import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { operations } from "../../ari/generated/operations.ts";
import { buildRequest, maxBodyLength, maxRequestLineLength } from "../../ari/request.ts";

Deno.test("buildRequest() fills the path and the query, each value encoded so that Asterisk reads it back exactly", () => {
  const request = buildRequest(operations["channels.setChannelVar"], {
    channelId: "a/b c+d&é",
    variable: "CALLERID(name)",
    value: "1 + 1 = 2 & more %",
  });

  assertEquals(request, {
    method: "POST",
    path: "/channels/a%2Fb%20c%2Bd%26%C3%A9/variable",
    query: "?variable=CALLERID(name)&value=1%20%2B%201%20%3D%202%20%26%20more%20%25",
  });
});

Deno.test("buildRequest() joins a list with commas, and takes one value for a list of one", () => {
  const list = buildRequest(operations["bridges.addChannel"], { bridgeId: "b", channel: ["a", "b"] });
  const one = buildRequest(operations["bridges.addChannel"], { bridgeId: "b", channel: "a" });

  assertEquals(list.query, "?channel=a%2Cb");
  assertEquals(one.query, "?channel=a");
});

Deno.test("buildRequest() sends list values that Asterisk would split as JSON, or escaped when there is no body", () => {
  const body = buildRequest(operations["channels.play"], { channelId: "c", media: ["sound:a,b", "sound:c"] });
  const escaped = buildRequest(operations["channels.getChannelVars"], {
    channelId: "c",
    variables: ["FILTER(a,b)", "X"],
  });

  assertEquals(body.query, "");
  assertEquals(JSON.parse(body.body ?? ""), { media: ["sound:a,b", "sound:c"] });
  assertEquals(escaped.query, "?variables=FILTER%5C(a%5C%2Cb%5C)%2CX");
});

Deno.test("buildRequest() puts variables into the body and leaves the rest in the query", () => {
  const request = buildRequest(operations["channels.originate"], {
    endpoint: "PJSIP/alice",
    app: "greeter",
    timeout: -1,
    variables: { FOO: "bar", REP: { value: "v", report_events: true } },
  });

  assertEquals(request.query, "?endpoint=PJSIP%2Falice&app=greeter&timeout=-1");
  assertEquals(JSON.parse(request.body ?? ""), { variables: { FOO: "bar", REP: { value: "v", report_events: true } } });
});

Deno.test("buildRequest() moves a query that is too long for Asterisk's request line into the body, with its types", () => {
  const media = Array.from({ length: 120 }, (_, index) => `sound:digits/${index}-and-much-more-of-it`);

  const request = buildRequest(operations["channels.play"], { channelId: "c", media, skipms: 500 });

  assertEquals(request.query, "");
  assertEquals(JSON.parse(request.body ?? ""), { media, skipms: 500 });
});

Deno.test("buildRequest() sends the event filter as the body itself, also an empty one", () => {
  const filter = { allowed: [{ type: "StasisStart" }] };

  assertEquals(
    buildRequest(operations["applications.filter"], { applicationName: "a", filter }).body,
    JSON.stringify(filter),
  );
  assertEquals(buildRequest(operations["applications.filter"], { applicationName: "a", filter: {} }).body, "{}");
});

Deno.test("buildRequest() throws TypeError that names operation and parameter", async (t) => {
  const cases: [what: string, id: keyof typeof operations, parameters: Record<string, unknown>, message: string][] = [
    ["missing", "channels.play", { channelId: "c" }, 'Cannot run channels.play: parameter "media" is missing'],
    ["missing id", "channels.get", {}, 'Cannot run channels.get: parameter "channelId" is missing'],
    ["unknown", "channels.get", { channelId: "c", chanelId: "c" }, 'unknown parameter "chanelId", known are channelId'],
    ["a number for a string", "channels.get", { channelId: 5 }, '"channelId" must be a string, not number 5'],
    [
      "a string for a number",
      "channels.originate",
      { endpoint: "a", timeout: "5" },
      '"timeout" must be a whole number',
    ],
    [
      "a fraction",
      "channels.originate",
      { endpoint: "a", timeout: 1.5 },
      '"timeout" must be a whole number, not number 1.5',
    ],
    ["NaN", "channels.originate", { endpoint: "a", timeout: NaN }, "not number NaN"],
    ["a string for a boolean", "events.eventWebsocket", { app: "a", subscribeAll: "yes" }, "must be a boolean"],
    ["a list for a string", "channels.get", { channelId: ["c"] }, "must be a string, not a list"],
    ["an empty list", "channels.play", { channelId: "c", media: [] }, '"media" is an empty list'],
    [
      "a number in a list",
      "channels.play",
      { channelId: "c", media: ["sound:a", 5] },
      "must be a string, not number 5",
    ],
    ["an empty id", "channels.hangup", { channelId: "" }, '"channelId" must name something'],
    ["a dot id", "recordings.deleteStored", { recordingName: ".." }, '"recordingName" must name something'],
    ["a NUL", "channels.setChannelVar", { channelId: "c", variable: "A", value: "a\0b" }, '"value" holds a NUL'],
    ["half a surrogate pair", "channels.get", { channelId: "\ud800" }, "half of a surrogate pair"],
    [
      "a variable that is a number",
      "channels.originate",
      { endpoint: "a", variables: { A: 1 } },
      '"variables.A" must be',
    ],
    [
      "variables that are a list",
      "channels.originate",
      { endpoint: "a", variables: [] },
      '"variables" must be an object',
    ],
    ["move without app", "channels.move", { channelId: "c" }, '"app" is missing'],
    ["bridge record without format", "bridges.record", { bridgeId: "b", name: "n" }, '"format" is missing'],
    ["subscribe to a number", "applications.subscribe", { applicationName: "a", eventSource: [1] }, "not number 1"],
    [
      "bad fields",
      "asterisk.updateObject",
      { configClass: "c", objectType: "o", id: "i", fields: [{ attribute: "a", value: 1 }] },
      '"fields" must be a list of { attribute, value }',
    ],
    ["a list for parameters", "channels.get", [] as never, "parameters must be an object, not a list"],
  ];
  for (const [what, id, parameters, message] of cases) {
    await t.step(what, () => {
      assertThrows(() => buildRequest(operations[id], parameters), TypeError, message);
    });
  }
});

Deno.test("buildRequest() sends variables of a bridge made under an id as they are documented", () => {
  const request = buildRequest(operations["bridges.createWithId"], { bridgeId: "b", name: "n", variables: { A: "1" } });

  assertEquals(request.query, "?name=n");
  assertEquals(request.body, '{"variables":{"A":"1"}}');
});

Deno.test("buildRequest() counts the whole request line, and moves the query when it has one byte too many", () => {
  const fixed = "POST /pbx/ari/channels/c/variable?variable=A&value= HTTP/1.1\r\n".length;
  const build = (length: number) =>
    buildRequest(operations["channels.setChannelVar"], {
      channelId: "c",
      variable: "A",
      value: "x".repeat(length - fixed),
    }, { root: "/pbx/ari" });

  assertEquals(build(maxRequestLineLength).body, undefined);
  assertEquals(build(maxRequestLineLength + 1).query, "");
  assertEquals(JSON.parse(build(maxRequestLineLength + 1).body ?? "").variable, "A");
});

Deno.test("buildRequest() sends a list of more values than a query may have as JSON", () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  const build = (count: number) =>
    buildRequest(operations["bridges.addChannel"], { bridgeId: "b", channel: values(count) });

  assertEquals(build(127).body, undefined);
  assertEquals(JSON.parse(build(128).body ?? ""), { channel: values(128) });
});

Deno.test("buildRequest() leaves out what is undefined and an empty list that is not required, and sends an empty string", () => {
  const request = buildRequest(operations["channels.setChannelVar"], {
    channelId: "c",
    variable: "A",
    value: "",
    report_events: undefined,
  });

  assertEquals(request.query, "?variable=A&value=");
  assertEquals(buildRequest(operations["asterisk.getInfo"], { only: [] }).query, "");
});

Deno.test("buildRequest() throws RangeError for what Asterisk could not take, with both numbers", () => {
  const long = "x".repeat(maxRequestLineLength);
  const longer = "x".repeat(maxBodyLength);
  const cases: [id: keyof typeof operations, parameters: Record<string, unknown>, message: string][] = [
    [
      "channels.getChannelVar",
      { channelId: "c", variable: long },
      "its request line has 4144 bytes, the limit is 4095",
    ],
    ["channels.hangup", { channelId: long }, "its request line has 4127 bytes, the limit is 4095"],
    // What its body holds becomes variables of the bridge.
    ["bridges.create", { name: long }, "its request line has 4129 bytes, the limit is 4095"],
    ["channels.originate", { endpoint: "a", variables: { A: longer } }, "its body has 40982 bytes, the limit is 40960"],
    ["channels.originate", { endpoint: "a", variables: { A: "é".repeat(20_470) } }, "its body has 40962 bytes"],
    [
      "bridges.play",
      { bridgeId: "b", media: "sound:a", offsetms: -1 },
      '"offsetms" must be 0 to 2147483647, current value is -1',
    ],
    [
      "channels.originate",
      { endpoint: "a", timeout: 2 ** 31 },
      "must be -2147483648 to 2147483647, current value is 2147483648",
    ],
    [
      "channels.getChannelVars",
      { channelId: "c", variables: Array.from({ length: 128 }, () => "A") },
      '"variables" has 128 values, the limit is 127',
    ],
  ];
  for (const [id, parameters, message] of cases) {
    assertThrows(() => buildRequest(operations[id], parameters), RangeError, message);
  }
});

Deno.test("buildRequest() never shows a value that could be a secret", () => {
  const error = assertThrows(() =>
    buildRequest(operations["channels.originate"], { endpoint: "a", timeout: "hunter2", variables: {} })
  );

  assertEquals(String(error).includes("hunter2"), false);
});

Deno.test("buildRequest() encodes every text so that Asterisk's decoding gives it back, whatever it holds", () => {
  // Asterisk reads "+" as a space in paths and queries alike.
  const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((value) =>
    !/\0/.test(value) && value !== "." && value !== ".." && value.isWellFormed()
  );

  fc.assert(fc.property(text, text, (channelId, value) => {
    const { path, query } = buildRequest(operations["channels.setChannelVar"], { channelId, variable: "A", value });

    assertEquals(decode(path.slice("/channels/".length, -"/variable".length)), channelId);
    assertEquals(decode(query.slice("?variable=A&value=".length)), value);
    assertEquals(new URL(`http://pbx/ari${path}${query}`).pathname, `/ari${path}`);
  }));
});
