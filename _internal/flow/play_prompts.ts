import { allDigits, checkDigits } from "./entry.ts";
import { type Flow, type Media, mediaList, play } from "./flow.ts";

/** How a list of prompts is played. */
export interface PromptsOptions {
  /** The digits that stop it: all, none, or those of the string; the others are kept. @default {true} */
  stopOn?: boolean | string;
}

/** How a list of prompts ended. */
export type Prompted =
  /** All of them were played. */
  | { readonly type: "finished" }
  /** A digit stopped it, during the prompt with the number `at`, from 0, whose media is `media`. */
  | { readonly type: "stopped"; readonly digit: string; readonly at: number; readonly media: string };

/** Plays media in order until a digit stops it; that digit is taken. */
export function playPrompts(media: Media, options: PromptsOptions = {}): Flow<Prompted> {
  const { stopOn = true } = options;
  if (typeof stopOn === "string") checkDigits("Cannot play prompts", "stopOn", stopOn);
  return playList(mediaList(media), stopOn === true ? allDigits : stopOn || "");
}

function* playList(media: readonly string[], stopOn: string): Flow<Prompted> {
  const end = yield* play(media, stopOn, true);
  if (end.type === "finished") return end;
  return { ...end, media: media[end.at] ?? "" };
}
