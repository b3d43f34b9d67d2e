/** What the compiler must accept and refuse of AMI; `deno check` decides, the tests only name it. */
import type {
  AmiActionName,
  AmiEventHeaders,
  AmiEventName,
  AmiEventOf,
  AmiFields,
  AmiFieldsArgument,
  AmiListItem,
  AmiListName,
  AmiResponseHeaders,
  AmiResponseOf,
  CoreShowChannelEvent,
  HangupEvent,
  QueueEntryEvent,
  QueueMemberEvent,
  QueueParamsEvent,
} from "@asterism/asterisk/ami";

declare module "@asterism/asterisk/ami" {
  interface AmiActions {
    FrobnicateQueue: { fields: { readonly Queue: string; readonly Speed?: number }; response: AmiResponseHeaders };
    FrobnicationList: {
      fields: Readonly<Record<string, never>>;
      response: AmiResponseHeaders;
      item: AmiEvents["QueueFrobnicated"];
    };
  }
  interface AmiEvents {
    QueueFrobnicated: AmiEventHeaders & { readonly Event: "QueueFrobnicated"; readonly Queue: string };
  }
}

/** True when two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles only for `true`. */
function is<_Claim extends true>(): void {}

/** As a client's methods take them. */
interface Sender {
  action<Name extends AmiActionName>(name: Name, ...fields: AmiFieldsArgument<Name>): AmiResponseOf<Name>;
  list<Name extends AmiListName>(name: Name, ...fields: AmiFieldsArgument<Name>): AmiListItem<Name>[];
  on<Name extends AmiEventName>(name: Name, handler: (event: AmiEventOf<Name>) => void): void;
}

/** Never called: its body is what is checked. */
function never(_body: (manager: Sender) => unknown): void {}

Deno.test("actions take the fields that Asterisk documents, and no others", () => {
  never((manager) => {
    manager.action("Ping");
    manager.action("Getvar", { Variable: "A" });
    manager.action("Getvar", { Variable: "A", Channel: undefined });
    manager.action("Originate", { Channel: "Local/100@default", Exten: "100", Priority: 1, Async: true });
    manager.action("Originate", {
      Channel: "Local/1@a",
      Application: "Wait",
      Variable: { A: "1", "CALLERID(num)": "2" },
    });
    manager.action("Setvar", { Variable: "A", Value: 1 });
    // @ts-expect-error -- Variable is required
    manager.action("Getvar");
    // @ts-expect-error -- Variable is required
    manager.action("Getvar", { Channel: "Local/1@a" });
    // @ts-expect-error -- no such field
    manager.action("Getvar", { Variable: "A", Chanel: "Local/1@a" });
    // @ts-expect-error -- no such action
    manager.action("GetVariable", { Variable: "A" });
    // @ts-expect-error -- it takes no fields
    manager.action("Ping", { Channel: "Local/1@a" });
    // @ts-expect-error -- an extension is text, as 007 is not 7
    manager.action("Originate", { Channel: "Local/1@a", Exten: 100 });
  });
});

Deno.test("enumerations are closed where we send them, and open where Asterisk may add to them", () => {
  never((manager) => {
    manager.action("MuteAudio", { Channel: "c", Direction: "in", State: "on" });
    manager.action("MuteAudio", { Channel: "c", Direction: "all", State: false });
    manager.action("ModuleLoad", { LoadType: "reload", Module: "res_example.so" });
    // @ts-expect-error -- no such direction
    manager.action("MuteAudio", { Channel: "c", Direction: "sideways", State: "on" });
    // @ts-expect-error -- no such state
    manager.action("MuteAudio", { Channel: "c", Direction: "in", State: "maybe" });
    // @ts-expect-error -- no such control
    manager.action("ControlPlayback", { Channel: "c", Control: "rewind" });
    manager.on("DialEnd", ({ DialStatus }) => DialStatus === "ANSWER" || DialStatus === "SOMETHING NEW");
    // @ts-expect-error -- it is one or the other
    manager.on("DTMFEnd", ({ Direction }) => Direction === "Sideways");
  });
});

Deno.test("numbered fields and free headers are typed by their pattern", () => {
  never((manager) => {
    const change: AmiFields<"UpdateConfig"> = {
      SrcFilename: "a.conf",
      DstFilename: "a.conf",
      "Action-000000": "NewCat",
      "Cat-000000": "general",
    };
    manager.action("UpdateConfig", change);
    manager.action("UserEvent", { UserEvent: "Mine", Colour: "red", Size: 3, Tags: ["a", "b"] });
    // @ts-expect-error -- no such change
    manager.action("UpdateConfig", { SrcFilename: "a", DstFilename: "a", "Action-000000": "Explode" });
    // @ts-expect-error -- no such header
    manager.action("UpdateConfig", { SrcFilename: "a", DstFilename: "a", "Act-000000": "NewCat" });
  });
});

Deno.test("answers have the headers of their action", () => {
  never((manager) => {
    const answer = manager.action("Getvar", { Variable: "A" });
    is<Same<typeof answer.Value, string>>();
    is<Same<typeof answer.Message, string | undefined>>();
    is<Same<AmiResponseOf<"Hangup">["Response"], AmiResponseHeaders["Response"]>>();
    is<Same<AmiResponseOf<"MailboxCount">["NewMessages"], string>>();
    // @ts-expect-error -- Ping answers no value
    manager.action("Ping").Value;
  });
});

Deno.test("lists hold their items, and only list actions can be listed", () => {
  never((manager) => {
    is<Same<AmiListItem<"CoreShowChannels">, CoreShowChannelEvent>>();
    is<Same<AmiListItem<"QueueStatus">, QueueParamsEvent | QueueMemberEvent | QueueEntryEvent>>();
    for (const item of manager.list("QueueStatus")) {
      if (item.Event === "QueueMember") is<Same<typeof item.Penalty, string>>();
    }
    // @ts-expect-error -- not a list action
    manager.list("Ping");
  });
});

Deno.test("events have their headers, snapshots with their prefixes, and unions are told apart by name", () => {
  never((manager) => {
    manager.on("Hangup", (event) => {
      is<Same<typeof event, HangupEvent>>();
      is<Same<(typeof event)["Cause-txt"], string>>();
      is<Same<typeof event.TechCause, string | undefined>>();
    });
    manager.on("DialBegin", (event) => {
      is<Same<typeof event.DestUniqueid, string>>();
      is<Same<typeof event.Uniqueid, string | undefined>>();
    });
    manager.on("UserEvent", (event) => is<Same<typeof event.Colour, string | undefined>>());
    // @ts-expect-error -- no such header
    manager.on("Hangup", (event) => event.Casue);
    // @ts-expect-error -- no such event
    manager.on("Hungup", () => {});
  });
});

Deno.test("Newexten is known as Asterisk sends it and as its documentation has it", () => {
  is<Same<AmiEventOf<"Newexten">, AmiEventOf<"NewExten">>>();
  is<Same<AmiEventOf<"NewExten">["Event"], "Newexten">>();
});

Deno.test("programs add their own actions and events, and typos in them do not compile either", () => {
  never((manager) => {
    manager.action("FrobnicateQueue", { Queue: "support", Speed: 3 });
    for (const item of manager.list("FrobnicationList")) is<Same<typeof item.Queue, string>>();
    manager.on("QueueFrobnicated", ({ Queue }) => is<Same<typeof Queue, string>>());
    // @ts-expect-error -- Queue is required
    manager.action("FrobnicateQueue", { Speed: 3 });
    // @ts-expect-error -- no such action
    manager.action("FrobnicateQueues", { Queue: "support" });
    // @ts-expect-error -- no such field
    manager.action("FrobnicateQueue", { Queue: "support", Sped: 3 });
    // @ts-expect-error -- no such event
    manager.on("QueueFrobnicate", () => {});
    // @ts-expect-error -- no such header
    manager.on("QueueFrobnicated", (event) => event.Qeue);
  });
  const event: AmiEventHeaders = { Event: "QueueFrobnicated" };
  void event;
});
