import { splitArguments } from "../../../config/mod.ts";
import type { MediaDirection } from "../../core/frames.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { DialplanFunction, FunctionCall } from "../functions.ts";

/** Functions that have the far end listened to. Asterisk logs what they can not understand, and changes nothing. */
export const detectionFunctions: Readonly<Record<string, DialplanFunction>> = {
  TALK_DETECT: { write: detectTalk },
  TONE_DETECT: { read: readTone, write: detectTone },
};

/** `TALK_DETECT(set)=silence,loudness` and `TALK_DETECT(remove)=`; how loud talk is, nobody knows here. */
function detectTalk({ engine, channel, text }: FunctionCall, value: string): void {
  if (channel === undefined) return;
  const { talkDetectors } = engine.pbx;
  const verb = text.toLowerCase();
  if (verb === "remove") return talkDetectors.remove(channel);
  if (verb !== "set") return;
  const [silence = "", loudness = ""] = splitArguments(value);
  const numbers = [silence, loudness].filter((part) => part !== "").map(leadingInteger);
  if (numbers.some((number) => number === undefined || number < 1)) return;
  talkDetectors.set(channel, silence === "" ? undefined : numbers[0]);
}

/** `TONE_DETECT(r)` is how often the tone came in, `TONE_DETECT(t)` how often it went out. */
function readTone({ engine, channel, text }: FunctionCall): string | undefined {
  if (channel === undefined) return undefined;
  const direction: MediaDirection | undefined = text.includes("t") ? "out" : text.includes("r") ? "in" : undefined;
  const hits = engine.pbx.toneDetectors.hits(channel, direction ?? "in");
  return hits === undefined ? undefined : direction === undefined ? "" : String(hits);
}

/** Options that listen for something that has no frequency of its own, or send the call elsewhere. */
const notSimulated = "abcpgh";

/** `TONE_DETECT(frequency,duration,options)=` */
function detectTone({ engine, channel, text }: FunctionCall): void {
  if (channel === undefined) return;
  const [frequency = "", duration = "", optionText = ""] = splitArguments(text, { limit: 3 });
  const options = parseOptions(optionText);
  if (options.has("x")) return engine.pbx.toneDetectors.remove(channel);
  const hertz = wholeNumber(frequency);
  const milliseconds = duration === "" ? 500 : wholeNumber(duration);
  const hits = options.get("n") ? wholeNumber(options.get("n") ?? "") : 1;
  if (hertz === undefined || milliseconds === undefined || hits === undefined || hertz < 0) return;
  if (milliseconds < 1 || hits < 1) return;
  const beyond = [...options.keys()].find((option) => notSimulated.includes(option));
  if (beyond !== undefined) {
    throw new NotSimulatedError(
      `Cannot write TONE_DETECT(${text}): option "${beyond}" is not simulated, listen for a frequency`,
    );
  }
  engine.pbx.toneDetectors.set(channel, {
    frequency: hertz,
    duration: milliseconds,
    directions: directionsOf(options, optionText),
    hitsRequired: hits,
    endsWithMatch: options.has("e"),
  });
}

/** Asterisk takes "r" for the only way when there is "t" as well, and when nothing is said at all. */
function directionsOf(options: ReadonlyMap<string, string>, text: string): readonly MediaDirection[] {
  if (text === "" || options.has("r")) return ["in"];
  return options.has("t") ? ["out"] : ["in", "out"];
}

/** Letters, each perhaps with an argument in parentheses. */
function parseOptions(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([a-zA-Z])(?:\(([^)]*)\))?/g)].map(([, letter = "", argument = ""]) => [letter, argument]),
  );
}

function wholeNumber(text: string): number | undefined {
  return /^\s*[-+]?\d+$/.test(text) ? Number(text) : undefined;
}

function leadingInteger(text: string): number | undefined {
  const match = /^\s*[-+]?\d+/.exec(text);
  return match === null ? undefined : Number(match[0]);
}
