import { assertEquals } from "@std/assert";
import { formatEntry, type JournalEntry } from "../../simulator/mod.ts";

const base = { sequence: 0, time: 1_500 };

for (
  const [entry, text] of [
    [
      { ...base, face: "phone", kind: "hangs-up", phone: "PJSIP/alice", channel: "1.0" },
      "    1.500  phone      PJSIP/alice hangs up",
    ],
    [
      { ...base, face: "rest", kind: "request", request: 3, method: "GET", path: "/ari/channels" },
      "    1.500  rest       #3 > GET /ari/channels",
    ],
    [
      {
        ...base,
        face: "rest",
        kind: "response",
        request: 3,
        method: "GET",
        path: "/ari/channels/x",
        operation: "channels.get",
        status: 404,
        message: "Channel not found",
      },
      "    1.500  rest       #3 < 404 channels.get Channel not found",
    ],
    [
      {
        ...base,
        face: "event",
        kind: "sent",
        application: "app",
        type: "ChannelDtmfReceived",
        event: { digit: "4", channel: { name: "PJSIP/alice-00000000", state: "Up" } },
      },
      "    1.500  event      app ChannelDtmfReceived PJSIP/alice-00000000 Up 4",
    ],
    [
      {
        ...base,
        face: "dialplan",
        kind: "step",
        channel: "1.0",
        context: "default",
        exten: "100",
        priority: 1,
        application: "Stasis",
        data: "app",
      },
      "    1.500  dialplan   default,100,1 Stasis(app)",
    ],
    [
      { ...base, face: "websocket", kind: "closed", applications: ["a", "b"], code: 1000 },
      "    1.500  websocket  a,b closed 1000",
    ],
  ] satisfies [JournalEntry, string][]
) {
  Deno.test(`formatEntry() tells in a line of a ${entry.face} that ${entry.kind}`, () => {
    assertEquals(formatEntry(entry), text);
  });
}

Deno.test("formatEntry() counts from a start", () => {
  const entry: JournalEntry = { ...base, face: "simulator", kind: "not-simulated", message: "Cannot" };

  assertEquals(formatEntry(entry, { start: 1_000 }), "    0.500  simulator  Cannot");
});
