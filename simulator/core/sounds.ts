import { soundLengths } from "./sound_lengths.ts";

/** The sounds that the PBX has, by name without extension, and how long they last. */
export class Sounds {
  readonly #lengths: ReadonlyMap<string, number>;

  /** Asterisk's core sounds in English, with `extra` ones added; lengths in milliseconds. */
  constructor(extra: Readonly<Record<string, number>> = {}) {
    this.#lengths = new Map([...Object.entries(soundLengths), ...Object.entries(extra)]);
  }

  /** All names, in order. */
  names(): string[] {
    return [...this.#lengths.keys()].sort();
  }

  /** How long one lasts, or `undefined` when there is no such sound. */
  length(name: string): number | undefined {
    return this.#lengths.get(name);
  }

  /** How long it takes to say digits one by one; characters that Asterisk has no sound for are skipped. */
  digitsLength(text: string): number {
    let length = 0;
    for (const character of text) {
      const name = digitSound(character);
      if (name !== undefined) length += this.#lengths.get(name) ?? 0;
    }
    return length;
  }
}

function digitSound(character: string): string | undefined {
  if (character >= "0" && character <= "9") return `digits/${character}`;
  return { "#": "digits/pound", "*": "digits/star", "-": "digits/minus" }[character];
}
