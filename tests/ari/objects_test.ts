import { assertEquals, assertNotEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { operations } from "../../ari/generated/operations.ts";
import type { Channel } from "../../ari/generated/objects.ts";
import type * as wire from "../../ari/generated/wire.ts";
import { systemClock } from "../../_internal/clock.ts";
import { type ObjectHost, objectKeys, promote } from "../../ari/objects.ts";
import { restOfHost } from "../support/rest_of_host.ts";

const snapshot: wire.Channel = {
  id: "1.1",
  name: "PJSIP/alice-00000000",
  state: "Up",
  protocol_id: "",
  caller: { name: "Alice", number: "alice" },
  connected: { name: "", number: "" },
  accountcode: "",
  dialplan: { context: "default", exten: "100", priority: 1, app_name: "Stasis", app_data: "hello" },
  creationtime: "2026-11-22T01:27:00.249+0000",
  language: "en",
};

/** A host that keeps what it was asked to run. */
function makeHost(): { host: ObjectHost; asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    host: {
      ...restOfHost,
      clock: systemClock,
      run: (operation, parameters, options) => Promise.resolve(asked.push([operation.id, parameters, options])),
      on: (key, name) => {
        asked.push(["on", key, name]);
        return { [Symbol.dispose]: () => {} };
      },
      once: (key, name) => Promise.reject(new Error(`${key} ${name}`)),
      onGone: () => ({ [Symbol.dispose]: () => {} }),
    },
  };
}

function channel(host: ObjectHost): Channel {
  const value: unknown = promote(host, "Channel", structuredClone(snapshot));
  if (typeof value === "object" && value !== null && "answer" in value) return value as Channel;
  throw new Error("Cannot make a channel");
}

Deno.test("an object has its operations as verbs, with its id filled in", async () => {
  const { host, asked } = makeHost();
  const signal = AbortSignal.timeout(0);
  const object = channel(host);

  await object.answer({ signal });
  await object.play({ media: "sound:hello-world" }, { signal });
  await object.hangup();
  object.on("ChannelDtmfReceived", () => {});

  assertEquals(asked, [
    ["channels.answer", { channelId: "1.1" }, { signal }],
    ["channels.play", { media: "sound:hello-world", channelId: "1.1" }, { signal }],
    ["channels.hangup", { channelId: "1.1" }, undefined],
    ["on", "Channel 1.1", "ChannelDtmfReceived"],
  ]);
  await assertRejects(() => object.once("StasisEnd"), Error, "Channel 1.1 StasisEnd");
});

Deno.test("an object prints, compares, serialises and clones as the plain data that it holds", () => {
  const { host } = makeHost();
  const object = channel(host);
  const more = { ...snapshot, channelvars: { A: "1" } };

  assertEquals(JSON.stringify(object), JSON.stringify(snapshot));
  assertEquals(JSON.stringify(promote(host, "Channel", structuredClone(more))), JSON.stringify(more));
  assertEquals(structuredClone(object) as unknown, snapshot);
  assertEquals(object, channel(makeHost().host));
  assertNotEquals({ ...object, state: "Ring" }, { ...object });
  assertStringIncludes(Deno.inspect(object), 'Channel {\n  id: "1.1",\n  name: "PJSIP/alice-00000000"');
});

Deno.test("a verb of a copy says that it belongs to the object", () => {
  const object = channel(makeHost().host);

  assertThrows(
    () => object.answer.call(structuredClone(object)),
    TypeError,
    "Cannot call a verb on a copy of an object",
  );
});

Deno.test("promote() makes objects of lists and of all fields of an event, and leaves what it does not know", () => {
  const { host } = makeHost();
  const event: unknown = promote(host, "Dial", {
    type: "Dial",
    peer: structuredClone(snapshot),
    caller: structuredClone(snapshot),
    dialstatus: "",
    extra: { id: "1" },
  });
  const list: unknown = promote(host, "Bridge", [{ id: "b" }, { id: "c" }]);

  assertStringIncludes(Deno.inspect(event), "peer: Channel {");
  assertStringIncludes(Deno.inspect(event), "caller: Channel {");
  assertStringIncludes(Deno.inspect(event), 'extra: { id: "1" }');
  assertStringIncludes(Deno.inspect(list), '[ Bridge { id: "b" }, Bridge { id: "c" } ]');
  assertEquals(promote(host, "NoSuchModel", { a: [1] }), { a: [1] });
});

Deno.test('promote() takes "__proto__" on the wire for a field like any other', () => {
  const value: unknown = promote(
    makeHost().host,
    "Variables",
    JSON.parse('{"variables":{},"__proto__":{"polluted":true}}'),
  );

  assertEquals(Object.hasOwn(Object(value), "__proto__"), true);
  assertEquals(Object(value).polluted, undefined);
});

Deno.test("objectKeys() finds every object of an event once, also in nested data", () => {
  assertEquals(objectKeys("Dial", { type: "Dial", peer: { id: "1" }, caller: { id: "1" } }), new Set(["Channel 1"]));
  assertEquals(
    objectKeys("RecordingStarted", { recording: { name: "r" }, channel: { id: "no field of this event" } }),
    new Set(["LiveRecording r"]),
  );
  assertEquals(
    objectKeys("ChannelTransfer", {
      refer_to: { destination_channel: { id: "2" } },
      referred_by: { source_channel: { id: "1" } },
    }),
    new Set(["Channel 2", "Channel 1"]),
  );
  assertEquals(
    objectKeys("EndpointStateChange", { endpoint: { technology: "PJSIP", resource: "a" } }),
    new Set(["Endpoint PJSIP a"]),
  );
});

/** Operations whose path holds names that are no object's. */
const ownerless: readonly string[] = [
  "asterisk.getObject",
  "asterisk.updateObject",
  "asterisk.deleteObject",
  "asterisk.getModule",
  "asterisk.loadModule",
  "asterisk.unloadModule",
  "asterisk.reloadModule",
  "asterisk.addLog",
  "asterisk.deleteLog",
  "asterisk.rotateLog",
  "endpoints.listByTech", // A technology is no endpoint.
  "events.userEvent",
];

/** Resource, and the first name in the path after it → the object that is meant, and what it is known by. */
const owners: Readonly<
  Record<string, readonly [model: string, fields: Record<string, string>, id: Record<string, string>]>
> = {
  "applications applicationName": ["Application", { name: "a" }, { applicationName: "a" }],
  "bridges bridgeId": ["Bridge", { id: "b" }, { bridgeId: "b" }],
  "channels channelId": ["Channel", { id: "c" }, { channelId: "c" }],
  "deviceStates deviceName": ["DeviceState", { name: "Stasis:d" }, { deviceName: "Stasis:d" }],
  "endpoints tech": ["Endpoint", { technology: "PJSIP", resource: "alice" }, { tech: "PJSIP", resource: "alice" }],
  "mailboxes mailboxName": ["Mailbox", { name: "m" }, { mailboxName: "m" }],
  "playbacks playbackId": ["Playback", { id: "p" }, { playbackId: "p" }],
  "recordings/live recordingName": ["LiveRecording", { name: "r" }, { recordingName: "r" }],
  "recordings/stored recordingName": ["StoredRecording", { name: "r" }, { recordingName: "r" }],
  "sounds soundId": ["Sound", { id: "s" }, { soundId: "s" }],
};

Deno.test("every one of the 109 operations with an object's id in its path is a verb of that object, with the id filled in", async () => {
  let verbs = 0;
  for (const operation of Object.values(operations)) {
    const [, place = "", name] = /^\/(.*?)\/\{(\w+)\}/.exec(operation.path) ?? [];
    if (name === undefined || ownerless.includes(operation.id)) continue;
    const [model = "", fields = {}, id] = owners[`${place} ${name}`] ?? [];
    const { host, asked } = makeHost();
    const object: Record<string, (...args: unknown[]) => unknown> = promote(host, model, { ...fields } as never);
    const others = operation.parameters.filter((parameter) => !Object.hasOwn(id ?? {}, parameter.name));
    const given = Object.fromEntries(others.map((parameter) => [parameter.name, "x"]));
    const options = {};

    await (others.length === 0 ? object[operation.nickname]?.(options) : object[operation.nickname]?.(given, options));

    assertEquals(asked, [[operation.id, { ...given, ...id }, options]], operation.id);
    verbs++;
  }

  const withoutName = Object.values(operations).filter(({ path }) => !path.includes("{")).length;
  assertEquals([verbs, ownerless.length, withoutName], [75, 12, 22]);
  assertEquals(verbs + ownerless.length + withoutName, 109);
});

Deno.test("a verb refuses the object's own id, rather than act on another object or forget what it was given", async () => {
  const object = channel(makeHost().host);
  const parameters = { channelId: "other", media: "sound:beep" };

  await assertRejects(
    () => object.play(parameters),
    TypeError,
    'Cannot run channels.play: parameter "channelId" is the object\'s own and can not be given',
  );
});
