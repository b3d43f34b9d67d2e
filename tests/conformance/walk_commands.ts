import fc from "fast-check";
import { isSendable } from "./cases/sendable.ts";
import type { Case, Step } from "./cases/script.ts";

/** What walks do, as patterns: `C`, `D` stand for channels, `B` for a bridge, `P` for a playback, `R` for a recording. */
const commands: readonly string[] = [
  "POST /channels/C?endpoint=Local/up@conformance&app=~app",
  "POST /channels/C?endpoint=Local/up@conformance&app=~app",
  "POST /channels/C?endpoint=Local/up@conformance&app=~app&appArgs=one,two&callerId=Zed%20<123>",
  "POST /channels/C?endpoint=Local/ringing@conformance&app=~app",
  "POST /channels/C?endpoint=Local/busy@conformance&app=~app",
  "POST /channels/C?endpoint=Local/nowhere@conformance&app=~app",
  "POST /channels/C?endpoint=Local/up@conformance&context=conformance&extension=up&priority=1",
  "POST /channels/create?channelId=C&endpoint=Local/up@conformance&app=~app",
  "POST /channels/create?channelId=C&endpoint=Local/ringing@conformance&app=~app",
  "POST /channels/create?channelId=C&endpoint=Local/busy@conformance&app=~app",
  "POST /channels/C/dial",
  "POST /channels/C/dial?caller=D",
  "GET /channels/C",
  "GET /channels/C%3B2",
  "GET /channels",
  "POST /channels/C/answer",
  "POST /channels/C/ring",
  "DELETE /channels/C/ring",
  "POST /channels/C/progress",
  "POST /channels/C/hold",
  "DELETE /channels/C/hold",
  "POST /channels/C/mute?direction=both",
  "DELETE /channels/C/mute?direction=in",
  "POST /channels/C/moh",
  "DELETE /channels/C/moh",
  "POST /channels/C/silence",
  "DELETE /channels/C/silence",
  "POST /channels/C/play/P?media=sound:demo-congrats",
  "POST /channels/C/play/P?media=sound:nowhere",
  "POST /channels/C/record?name=R&format=wav",
  "DELETE /channels/C",
  "DELETE /channels/C?reason=busy",
  "DELETE /channels/C%3B2",
  "POST /channels/C/continue",
  "POST /channels/C/continue?context=conformance&extension=up&priority=1",
  "POST /channels/C/move?app=~other",
  "POST /channels/C/variable?variable=SOME&value=thing",
  "POST /channels/C/variable?variable=SOME&value=other&report_events=true",
  "GET /channels/C/variable?variable=SOME",
  "POST /channels/C/snoop/S?spy=both&app=~app",
  "DELETE /channels/S",
  "GET /playbacks/P",
  "DELETE /playbacks/P",
  "POST /playbacks/P/control?operation=pause",
  "POST /playbacks/P/control?operation=unpause",
  "POST /playbacks/P/control?operation=restart",
  "GET /recordings/live/R",
  "POST /recordings/live/R/pause",
  "DELETE /recordings/live/R/pause",
  "POST /recordings/live/R/stop",
  "DELETE /recordings/live/R",
  "GET /recordings/stored/R",
  "POST /bridges/B?type=mixing",
  "POST /bridges/B?type=holding",
  "GET /bridges/B",
  "GET /bridges",
  "DELETE /bridges/B",
  "POST /bridges/B/addChannel?channel=C",
  "POST /bridges/B/addChannel?channel=C",
  "POST /bridges/B/addChannel?channel=C,D",
  "POST /bridges/B/removeChannel?channel=C",
  "POST /bridges/B/moh",
  "DELETE /bridges/B/moh",
  "POST /bridges/B/play/P?media=sound:demo-congrats",
  "POST /bridges/B/record?name=R&format=wav",
  "POST /bridges/B/variable?variable=SOME&value=thing&report_events=true",
  "POST /applications/~app/subscription?eventSource=channel:C",
  "POST /applications/~app/subscription?eventSource=bridge:B",
  "DELETE /applications/~app/subscription?eventSource=channel:C",
  "DELETE /applications/~app/subscription?eventSource=bridge:B",
  "GET /applications/~app",
  "PUT /deviceStates/Stasis:~d?deviceState=BUSY",
  "POST /events/user/~name?application=~app&source=channel:C",
];

const up = (id: string) => `POST /channels/${id}?endpoint=Local/up@conformance&app=~app`;
const inRing = "POST /channels/~from?endpoint=Local/application@conformance&otherChannelId=~c" +
  '&context=conformance&extension=up&priority=1 {"variables":{"APP":"~app"}}';
const bridged = [up("~c"), up("~d"), "POST /bridges/~b", "POST /bridges/~b/addChannel?channel=~c,~d"];

/** With what a walk begins, as most requests need something to be about. */
const openings: readonly (readonly string[])[] = [
  [],
  [up("~c")],
  [inRing],
  ["POST /channels/create?channelId=~c&endpoint=Local/ringing@conformance&app=~app", "POST /channels/~c/dial"],
  [up("~c"), up("~d")],
  [up("~c"), "POST /bridges/~b", "POST /bridges/~b/addChannel?channel=~c"],
  [up("~c"), "POST /channels/~c/play/~p?media=sound:demo-congrats"],
  [up("~c"), "POST /channels/~c/record?name=~r&format=wav"],
  bridged,
  [...bridged, "POST /bridges/~a"],
];

const names: Readonly<Record<string, readonly string[]>> = {
  C: ["~c", "~c", "~d"],
  D: ["~d", "~d", "~c"],
  B: ["~b", "~b", "~a"],
  P: ["~p", "~p", "~q"],
  R: ["~r"],
  S: ["~s"],
};

/** One request of a walk. */
export const walkCommand: fc.Arbitrary<string> = fc.tuple(fc.constantFrom(...commands), fc.nat(2), fc.nat(2)).map(
  ([pattern, first, second]) => {
    return pattern.replace(/\b[CDBPRS]\b(?!=)/g, (letter) => {
      const choices = names[letter] ?? [];
      return choices[(letter === "B" || letter === "P" ? second : first) % choices.length] ?? letter;
    });
  },
).filter((request) => isSendable({ request }));

/** A walk of at most so many requests, besides those that it begins with. */
export function walk(maxLength: number): fc.Arbitrary<string[]> {
  const requests = fc.array(walkCommand, { minLength: 1, maxLength, size: "max" });
  return fc.tuple(fc.constantFrom(...openings), requests).map(([opening, rest]) => [...opening, ...rest]);
}

/** Requests after which a dialplan answers, which may take half a second: until then two runs can be in different places. */
const startsDialplan = /endpoint=|\/dial|\/continue/;

/** The case that makes a walk: after each request all has to become quiet, so that two runs are in the same state. */
export function walkCase(requests: readonly string[]): Case {
  const steps = requests.flatMap((text): Step[] => {
    const [request = "", json] = text.split(/ (\{.*)/s);
    const quiet = startsDialplan.test(request) ? 700 : 120;
    return [{ request, ...(json !== undefined && { json: JSON.parse(json) }) }, { quiet }];
  });
  return {
    name: requests.join(", "),
    operation: "channels.list",
    sockets: ["app=~app", "app=~other"],
    given: [],
    steps: [...steps, { request: "GET /channels" }, { request: "GET /bridges" }],
  };
}
