/** What the generated types of AMI say is what Asterisk's documentation says, what it lists, and what it has sent. */
import { assertEquals } from "@std/assert";
import { readState } from "../../_tools/asterisk.ts";
import { asteriskFacts, type HeaderType, parseHeaderKey } from "../../ami/_tools/facts.ts";
import { eventProblems, readMessages, responseProblems } from "../support/ami_facts.ts";
import { type DocumentedHeader, readManagerDocumentation } from "../support/manager_documentation.ts";
import { RawManager } from "../support/raw_manager.ts";
import { hasAsterisk } from "./harness.ts";

const documentation = ".cache/asterisk/root/usr/share/asterisk/documentation/core-en_US.xml";

/** Where the facts differ from the documentation, with the reason. */
const differences: Readonly<Record<string, string>> = {
  "AOCMessage.UnitAmount({number}) is not documented": "documented as the first of several, UnitAmount(0)",
  "AOCMessage.UnitAmount(0) is documented only": "it is UnitAmount({number})",
  "AOCMessage.UnitType({number}) is not documented": "documented as the first of several, UnitType(0)",
  "AOCMessage.UnitType(0) is documented only": "it is UnitType({number})",
  "Bridge.Tone has other values": "any word for true stands for Channel2",
  "ChannelTalkingStart has other classes": "its class is documented as EVENT_FLAG_CLASS; it is sent with call",
  "ChannelTalkingStop has other classes": "its class is documented as EVENT_FLAG_CLASS; it is sent with call",
  "ConfbridgeList.EndMarkedAny is not documented": "it is sent",
  "EndpointDetail.FollowRedirectMethods is not documented": "a newer option of pjsip.conf, which is sent",
  "Events.EventMask has other values": "the documented values are an example of a list",
  "ExtensionState.Context has another need": "without it, Asterisk looks in the context default",
  "FAXSession.ErrorCorrectionMode has other values": "documented as yes and no, sent as Yes and No",
  "Filter.MatchCriteria has other values": "the documented values are parts of a grammar",
  "ListCategories.Match is not documented": "Asterisk reads it",
  "MixMonitorMute.Direction has other values": "Asterisk reads these three only",
  "MuteAudio.State has other values": "Asterisk takes any word for true, so a boolean",
  "PJSIPHangup.Cause has other values": "the documented values describe what a value is",
  "PJSIPNotify.Channel is not documented": "documented in lower case, and header names are case-insensitive",
  "PJSIPNotify.channel is documented only": "it is Channel",
  "QueueParams.Queue is not documented": "it is sent",
  "QueueParams.ServiceLevel is not documented": "it is sent",
  "QueueParams.ServiceLevelPerf is documented only": "it is sent as ServicelevelPerf",
  "QueueParams.ServiceLevelPerf2 is documented only": "it is sent as ServicelevelPerf2",
  "QueueParams.ServicelevelPerf is not documented": "documented as ServiceLevelPerf",
  "QueueParams.ServicelevelPerf2 is not documented": "documented as ServiceLevelPerf2",
  "QueueParams.Weight is not documented": "it is sent",
  "Rename.Channel is not documented": "the event is documented without any header",
  "Rename.Newname is not documented": "the event is documented without any header",
  "Rename.Uniqueid is not documented": "the event is documented without any header",
  "ResourceListDetail.Event is documented only": "a second header of the name of the first; getAll() has it",
  "Status.AllVariables has other values": "Asterisk takes any word for true, so a boolean",
  "Status.Variable is not documented": "it is sent for Variables of the action",
  "UpdateConfig.Action-000000 is documented only": "it is Action-{number}",
  "UpdateConfig.Action-{number} is not documented": "documented as the first of several",
  "UpdateConfig.Cat-000000 is documented only": "it is Cat-{number}",
  "UpdateConfig.Cat-{number} is not documented": "documented as the first of several",
  "UpdateConfig.Line-000000 is documented only": "it is Line-{number}",
  "UpdateConfig.Line-{number} is not documented": "documented as the first of several",
  "UpdateConfig.Match-000000 is documented only": "it is Match-{number}",
  "UpdateConfig.Match-{number} is not documented": "documented as the first of several",
  "UpdateConfig.Options-000000 is documented only": "it is Options-{number}",
  "UpdateConfig.Options-{number} is not documented": "documented as the first of several",
  "UpdateConfig.Value-000000 is documented only": "it is Value-{number}",
  "UpdateConfig.Value-{number} is not documented": "documented as the first of several",
  "UpdateConfig.Var-000000 is documented only": "it is Var-{number}",
  "UpdateConfig.Var-{number} is not documented": "documented as the first of several",
  "UserEvent.Header1 is documented only": "it stands for any header",
  "UserEvent.HeaderN is documented only": "it stands for any header",
  "UserEvent.{text} is not documented":
    "any header, documented as Header1 and HeaderN in the action, and not in the event",
  "VarSet.Channel is not documented": "of a global variable's event these two are all of the channel that is sent",
  "VarSet.Uniqueid is not documented": "of a global variable's event these two are all of the channel that is sent",
};

Deno.test({
  name: "the facts about AMI are those of Asterisk's documentation but for what has a reason",
  ignore: !hasFile(documentation),
  fn: async () => {
    const { actions, events } = readManagerDocumentation(await Deno.readTextFile(documentation));
    const found = new Set<string>();

    for (const [name, { fields }] of Object.entries(asteriskFacts.actions)) {
      for (const each of compareHeaders(name, fields, actions.get(name), ["ActionID"])) found.add(each);
    }
    for (const [name, event] of Object.entries(asteriskFacts.events)) {
      const documented = events.get(event.documentedAs ?? name);
      if ((event.documented ?? true) !== (documented !== undefined)) found.add(`${name} is not as documented`);
      if (documented === undefined) continue;
      const { headers, snapshots, classes } = documented;
      const common = ["ActionID", "EventList", "ListItems"];
      // Which headers are always there is known from the wire: events are documented without it.
      for (const each of compareHeaders(name, event.headers, headers, common)) {
        if (!each.endsWith("has another need")) found.add(each);
      }
      const ours = event.snapshots.map((snapshot) => snapshot.replace("?", ""));
      if (`${ours.sort()}` !== `${[...snapshots].sort()}`) found.add(`${name} has other snapshots`);
      if (`${event.classes}` !== `${classes}`) found.add(`${name} has other classes`);
    }

    assertEquals([...found].sort(), Object.keys(differences).sort());
    assertEquals([...actions.keys()].sort(), Object.keys(asteriskFacts.actions).sort());
    const names = Object.entries(asteriskFacts.events).map(([name, { documentedAs }]) => documentedAs ?? name);
    assertEquals([...events.keys()].filter((name) => !names.includes(name)), []);
    assertEquals(events.size, 181);
  },
});

Deno.test({
  name: "[Asterisk] ListCommands names actions that are known, with the privileges that are known",
  ignore: !hasAsterisk(),
  fn: async () => {
    const state = await readState();
    if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
    using manager = await RawManager.open(state.manager);

    const answer = await manager.send("ListCommands", []);

    const listed = answer.slice(1).map(([name, text]) => {
      const [, words = ""] = /\(Priv: (.*)\)$/.exec(text) ?? [];
      return [name, words.split(",").filter((word) => word !== "all" && word !== "<none>").sort()] as const;
    });
    const known = listed.map(([name]) => [name, [...asteriskFacts.actions[name]?.privileges ?? ["?"]].sort()] as const);
    assertEquals(listed, known);
    assertEquals(listed.length > 100, true);
  },
});

Deno.test("events that were recorded of a real Asterisk are as the generated types have them", async () => {
  const text = new TextDecoder("latin1").decode(await Deno.readFile("tests/golden/ami/ami-events.bin"));
  const events = readMessages(text).filter(([[name]]) => name === "Event");

  assertEquals(events.flatMap(eventProblems), []);
  assertEquals(events.length > 300, true);
});

Deno.test("answers that were recorded of a real Asterisk are as the generated types have them", async () => {
  const lines = (await Deno.readTextFile("tests/golden/ami/ami-exchanges.jsonl")).trimEnd().split("\n");
  const problems = lines.map((line): { send: string; recv: string } => JSON.parse(line)).flatMap(({ send, recv }) => {
    const [, action = ""] = /^Action: (.*?)\r?$/m.exec(send) ?? [];
    const messages = readMessages(recv);
    return [
      ...messages.filter(([[name]]) => name === "Event").flatMap(eventProblems),
      ...messages.filter(([[name, value]]) => name === "Response" && value !== "Error")
        .flatMap((headers) => responseProblems(action, headers)),
    ];
  });

  // A line that is no header, as it has no colon.
  assertEquals(problems, ["GetConfig has an unknown No categories found"]);
});

function compareHeaders(
  owner: string,
  facts: Readonly<Record<string, HeaderType>>,
  documented: Readonly<Record<string, DocumentedHeader>> = {},
  common: readonly string[],
): string[] {
  const ours = new Map(Object.entries(facts).map(([key, type]) => [parseHeaderKey(key).name, { key, type }]));
  const missing = Object.entries(documented).filter(([name]) => !common.includes(name)).flatMap(([name, header]) => {
    const own = ours.get(name);
    if (own === undefined) return [`${owner}.${name} is documented only`];
    const isRequired = !parseHeaderKey(own.key).optional;
    const values = typeof own.type === "string" ? [] : own.type.filter((value) => value !== "*");
    return [
      ...(isRequired === header.required ? [] : [`${owner}.${name} has another need`]),
      ...(`${[...values].sort()}` === `${[...header.values].sort()}` ? [] : [`${owner}.${name} has other values`]),
    ];
  });
  const added = [...ours.keys()].filter((name) => !Object.hasOwn(documented, name))
    .map((name) => `${owner}.${name} is not documented`);
  return [...missing, ...added];
}

function hasFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
