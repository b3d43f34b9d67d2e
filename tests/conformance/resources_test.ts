/** What ARI answers about Asterisk itself: variables, modules, logs, configuration, devices. */
import { connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import type { Backend } from "./backend.ts";
import { conformance } from "./harness.ts";

/** A request with what it is answered: a status, with a message or the whole body as JSON behind it. */
type Step = readonly [request: string, answer: string];

const dynamic = "asterisk/config/dynamic";
const logs = "/var/log/asterisk";

/** Each list is a story: its requests follow each other, and clean up behind themselves. */
const stories: Readonly<Record<string, readonly Step[]>> = {
  "global variables are set, read and removed, and functions are not read": [
    ["GET asterisk/variable", "400 Variable name is required"],
    ["GET asterisk/variable?variable=", "400 Variable name is required"],
    ["POST asterisk/variable", "400 Variable name is required"],
    ["GET asterisk/variable?variable=ASTERISM_1", '200 {"value":""}'],
    ["POST asterisk/variable?variable=ASTERISM_1&value=a%20b", "204"],
    ["GET asterisk/variable?variable=ASTERISM_1", '200 {"value":"a b"}'],
    ["GET asterisk/variable?variable=asterism_1", '200 {"value":""}'],
    ["GET asterisk/variable?variable=__ASTERISM_1", '200 {"value":""}'],
    ["POST asterisk/variable?variable=__ASTERISM_1&value=c", "204"],
    ["GET asterisk/variable?variable=ASTERISM_1", '200 {"value":"c"}'],
    ['POST asterisk/variable {"variable":"ASTERISM_1","value":"json"}', "204"],
    ["GET asterisk/variable?variable=ASTERISM_1", '200 {"value":"json"}'],
    ['POST asterisk/variable {"variable":"ASTERISM_1","value":5}', "204"],
    ["GET asterisk/variable?variable=ASTERISM_1", '200 {"value":""}'],
    ["POST asterisk/variable?variable=GLOBAL(ASTERISM_2)&value=1", "204"],
    ["GET asterisk/variable?variable=ASTERISM_2", '200 {"value":"1"}'],
    ["POST asterisk/variable?variable=ASTERISM_2", "204"],
    ["GET asterisk/variable?variable=MATH(1%2B2)", '200 {"value":""}'],
    ["GET asterisk/variable?variable=NOFUNC(1)", '200 {"value":""}'],
    ["POST asterisk/variable?variable=NOFUNC(1)&value=2", "204"],
    ["GET asterisk/variable?variable=CHANNEL", '200 {"value":""}'],
    ["GET asterisk/variable?variable=SYSTEMNAME", '200 {"value":""}'],
  ],
  "modules are told by their full names, and found without .so for all else": [
    ["GET asterisk/modules/nope.so", "404 Module could not be found in running modules"],
    ["GET asterisk/modules/res_ari", "409 Module information could not be retrieved"],
    ["PUT asterisk/modules/res_ari", "204"],
    ["PUT asterisk/modules/nope.so", "404 Module not found in running modules"],
    ["PUT asterisk/modules/app_adsiprog.so", "409 Module does not support reloading"],
    ["PUT asterisk/modules/app_alarmreceiver.so", "409 Module has not been initialized"],
    ["PUT asterisk/modules/cdr", "409 An unknown error occurred while reloading the module"],
    ["PUT asterisk/modules/acl", "204"],
    ["POST asterisk/modules/res_ari.so", "409 Module is already loaded"],
    ["POST asterisk/modules/res_ari", "409 Module is already loaded"],
    ["POST asterisk/modules/nope.so", "409 Module load declined"],
    ["DELETE asterisk/modules/nope.so", "404 Module not found in running modules"],
    ["DELETE asterisk/modules/res_ari.so", "409 Module could not be unloaded"],
    ["DELETE asterisk/modules/acl", "409 Module could not be unloaded"],
    ["DELETE asterisk/modules/cdr_csv.so", "204"],
    ["GET asterisk/modules/cdr_csv.so", "404 Module could not be found in running modules"],
    ["DELETE asterisk/modules/cdr_csv.so", "404 Module not found in running modules"],
    ["POST asterisk/modules/cdr_csv.so", "409 Module load declined"],
  ],
  "log channels come and go, and a rotation forgets those that no file names": [
    ["POST asterisk/logging/x", "400 Configuration levels are required"],
    ["POST asterisk/logging/x?configuration=", "400 Configuration levels are required"],
    ["POST asterisk/logging/x?configuration=notice,%20Warning,bogus", "204"],
    ["POST asterisk/logging/x?configuration=error", "409 Log channel already exists"],
    ["POST asterisk/logging/%2Fvar%2Flog%2Fasterisk%2Fx?configuration=error", "409 Log channel already exists"],
    ["POST asterisk/logging/messages.log?configuration=error", "409 Log channel already exists"],
    ["POST asterisk/logging/nodir%2Fx?configuration=error", "500 Allocation failed"],
    ["POST asterisk/logging/syslog.nope?configuration=error", "500 Allocation failed"],
    ["POST asterisk/logging/syslog.local0?configuration=error", "204"],
    ["POST asterisk/logging/console?configuration=notice", "204"],
    ["POST asterisk/logging/v?configuration=%5Bjson%5Dverbose(3),dtmf", "204"],
    ["POST asterisk/logging/w?configuration=%5Bjson,verbose(x)", "204"],
    [
      "GET asterisk/logging",
      "200 " + JSON.stringify([
        { channel: `${logs}/w`, type: "File", status: "Enabled", configuration: "" },
        { channel: `${logs}/v`, type: "File", status: "Enabled", configuration: "VERBOSE DTMF " },
        { channel: "", type: "Console", status: "Enabled", configuration: "NOTICE VERBOSE " },
        { channel: "syslog.local0", type: "Syslog", status: "Enabled", configuration: "ERROR " },
        { channel: `${logs}/x`, type: "File", status: "Enabled", configuration: "NOTICE WARNING " },
        { channel: `${logs}/messages.log`, type: "File", status: "Enabled", configuration: "NOTICE WARNING ERROR " },
      ]),
    ],
    ["DELETE asterisk/logging/v", "204"],
    ["DELETE asterisk/logging/v", "404 Log channel does not exist"],
    ["DELETE asterisk/logging/messages.log", "404 Log channel does not exist"],
    ["PUT asterisk/logging/x/rotate", "204"],
    ["PUT asterisk/logging/x/rotate", "404 Log channel does not exist"],
    [
      "GET asterisk/logging",
      "200 " + JSON.stringify([
        { channel: `${logs}/messages.log`, type: "File", status: "Enabled", configuration: "NOTICE WARNING ERROR " },
      ]),
    ],
  ],
  "device states are those of applications, and the others can be asked for": [
    ["GET deviceStates/Stasis:a", '200 {"name":"Stasis:a","state":"UNKNOWN"}'],
    ["PUT deviceStates/Stasis:a?deviceState=INUSE", "204"],
    ["PUT deviceStates/stasis:b?deviceState=ringinuse", "204"],
    [
      "GET deviceStates",
      '200 [{"name":"Stasis:a","state":"INUSE"},{"name":"Stasis:b","state":"RINGINUSE"}]',
    ],
    ["PUT deviceStates/Stasis:a?deviceState=UNKNOWN", "500 Unknown device"],
    ["PUT deviceStates/Stasis:a?deviceState=bogus", "500 Unknown device"],
    ["PUT deviceStates/Stasis:a", "500 Unknown device"],
    ["PUT deviceStates/Stasis:?deviceState=BUSY", "404 Device name is missing"],
    ["PUT deviceStates/Custom:x?deviceState=BUSY", "409 Uncontrolled device specified"],
    ["DELETE deviceStates/Custom:x", "409 Uncontrolled device specified"],
    ["DELETE deviceStates/Stasis:", "404 Device name is missing"],
    ["GET deviceStates/nothing", '200 {"name":"nothing","state":"INVALID"}'],
    ["DELETE deviceStates/Stasis:a", "204"],
    ["DELETE deviceStates/Stasis:a", "204"],
    ["DELETE deviceStates/Stasis:b", "204"],
    ["GET deviceStates", "200 []"],
  ],
  "dynamic configuration is there for the types that there are, and can be written where a wizard can write": [
    [`GET ${dynamic}/nope/x/y`, "404 configClass 'nope' not found"],
    [`GET ${dynamic}/res_pjsip/nope/y`, "404 objectType 'nope' not found"],
    [`GET ${dynamic}/res_pjsip/endpoint/nope`, "404 Object with id 'nope' not found"],
    [`DELETE ${dynamic}/nope/x/y`, "404 configClass 'nope' not found"],
    [`DELETE ${dynamic}/res_pjsip/endpoint/nope`, "404 Object with id 'nope' not found"],
    [
      `PUT ${dynamic}/res_pjsip/endpoint/q {"fields":[{"attribute":"aors","value":"q"}]}`,
      "403 Cannot create sorcery objects of type 'endpoint'",
    ],
    [
      `PUT ${dynamic}/res_pjsip/endpoint/q {"fields":[{"attribute":"bogus","value":"q"}]}`,
      "400 Creation of object 'q' failed field value validation",
    ],
    [
      `PUT ${dynamic}/res_pjsip/endpoint/q {"fields":[{"attribute":"rtp_timeout","value":"abc"}]}`,
      "400 Creation of object 'q' failed field value validation",
    ],
    [
      `PUT ${dynamic}/res_pjsip/auth/q {"fields":[{"attribute":"username","value":"u"}]}`,
      "400 Creation of object 'q' failed field value validation",
    ],
    [`PUT ${dynamic}/res_pjsip/contact/q {"fields":[]}`, "400 Creation of object 'q' failed field value validation"],
  ],
  "without their module, mailboxes lead nowhere": [
    ["GET mailboxes", "404 Resource not found"],
    ["GET mailboxes/1", "404 Resource not found"],
    ["PUT mailboxes/1?oldMessages=1&newMessages=2", "404 Resource not found"],
    ["DELETE mailboxes/1", "404 Resource not found"],
  ],
};

for (const [title, steps] of Object.entries(stories)) {
  conformance(title, async ({ backend, signal }) => {
    const answers: Step[] = [];
    for (const [request] of steps) answers.push([request, await ask(backend, request, signal)]);

    assertEquals(answers, steps);
  });
}

conformance("a contact is made, shown with all its attributes, changed and removed", async ({ backend, signal }) => {
  const contact = `${dynamic}/res_pjsip/contact/q`;
  const fields = (value: string) => JSON.stringify({ fields: [{ attribute: "uri", value }] });

  const created = await ask(backend, `PUT ${contact} ${fields("sip:q@127.0.0.1:9")}`, signal);
  const changed = await ask(backend, `PUT ${contact} ${fields("sip:r@127.0.0.1:9")}`, signal);
  const shown = await ask(backend, `GET ${contact}`, signal);
  const unchanged = await ask(backend, `PUT ${contact}`, signal);
  const removed = await ask(backend, `DELETE ${contact}`, signal);

  assertEquals([changed, unchanged, removed], [shown, "400 Fields must be provided to update object 'q'", "204"]);
  const attributes = (answer: string) =>
    Object.fromEntries(
      JSON.parse(answer.slice(4)).map(({ attribute, value }: Record<string, string>) => [attribute, value]),
    );
  assertEquals([attributes(created).uri, attributes(shown).uri], ["sip:q@127.0.0.1:9", "sip:r@127.0.0.1:9"]);
  assertEquals(Object.keys(attributes(shown)).length, 15);
});

conformance("who is subscribed to a device, to all devices or to all channels is told of changes", async (given) => {
  const { backend, signal } = given;
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _ = await ari.register({ apps: "resources", signal });
  const seen: string[] = [];
  ari.on("DeviceStateChanged", ({ device_state: { name, state } }) => void seen.push(`${name} ${state}`));
  ari.on("ChannelVarset", ({ variable, value, channel }) => void seen.push(`${variable}=${value} ${channel?.id}`));
  const subscribe = (eventSource: string) => ari.applications.subscribe({ applicationName: "resources", eventSource });
  const set = (deviceName: string, deviceState: "INUSE" | "BUSY" | "RINGING") =>
    ari.deviceStates.update({ deviceName, deviceState });

  await subscribe("deviceState:Stasis:d1");
  const heard = ari.once("DeviceStateChanged", { signal });
  await set("Stasis:d1", "INUSE");
  await heard;
  await set("Stasis:d1", "INUSE");
  await set("Stasis:d2", "BUSY");
  await subscribe("deviceState:");
  const again = ari.once("DeviceStateChanged", { signal });
  await set("Stasis:d2", "RINGING");
  await again;
  await ari.deviceStates.delete({ deviceName: "Stasis:d1" });
  await ari.deviceStates.delete({ deviceName: "Stasis:d2" });
  await subscribe("channel:");
  const varset = ari.once("ChannelVarset", { signal });
  await ari.asterisk.setGlobalVar({ variable: "ASTERISM_3", value: "x" });
  await varset;

  assertEquals(seen, ["Stasis:d1 INUSE", "Stasis:d2 RINGING", "ASTERISM_3=x undefined"]);
});

async function ask(backend: Backend, request: string, signal: AbortSignal): Promise<string> {
  const [, method = "", path = "", body] = /^(\S+) (\S+)(?: (.*))?$/.exec(request) ?? [];
  const { username, password } = backend.user;
  const response = await backend.fetch(`/ari/${path}`, {
    method,
    signal,
    headers: {
      authorization: `Basic ${btoa(`${username}:${password}`)}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const json: unknown = text === "" ? undefined : JSON.parse(text);
  const message = typeof json === "object" && json !== null && "message" in json ? json.message : text;
  return `${response.status} ${message}`.trim();
}
