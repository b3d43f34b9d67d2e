/** The largest number that Asterisk says; it says nothing of this one. */
const maxNumber = 2_147_483_647;

/** Languages whose numbers have a grammar of their own in Asterisk (`say_number_full`), by their first two letters. */
const grammars = /^(?:cs|da|de|es|fr|gr|ja|he|hu|is|it|ka|nl|no|pl|pt|ru|se|th|zh|ur|vi|dr|ps)/i;

/** Sounds of signs; other signs are looked for by their code. */
const signs: ReadonlyMap<string, string> = new Map([
  ["*", "digits/star"],
  ["#", "digits/pound"],
  ["!", "letters/exclaimation-point"],
  ["@", "letters/at"],
  ["$", "letters/dollar"],
  ["-", "letters/dash"],
  [".", "letters/dot"],
  ["=", "letters/equals"],
  ["+", "letters/plus"],
  ["/", "letters/slash"],
  [" ", "letters/space"],
]);

/** Whether Asterisk says numbers in this language by a grammar that is not simulated. */
export function hasGrammar(language: string): boolean {
  return grammars.test(language);
}

/** The sounds of digits said one by one (`ast_get_digit_str`); characters without one are skipped. */
export function digitSounds(text: string): string[] {
  return [...text].flatMap((character) => {
    if (character >= "0" && character <= "9") return [`digits/${character}`];
    return { "#": ["digits/pound"], "*": ["digits/star"], "-": ["digits/minus"] }[character] ?? [];
  });
}

/** The sounds of characters said one by one (`ast_get_character_str`), as far as `has` knows them. */
export function characterSounds(text: string, has: (sound: string) => boolean): string[] {
  return [...text].flatMap((character) => {
    const names = [soundOfCharacter(character), `letters/ascii${character.charCodeAt(0)}`];
    return names.filter(has).slice(0, 1);
  });
}

function soundOfCharacter(character: string): string {
  if (character >= "0" && character <= "9") return `digits/${character}`;
  return signs.get(character) ?? `letters/${/[A-Z]/.test(character) ? character.toLowerCase() : character}`;
}

/** Reads a number as C does, wrapped into 32 bits; `undefined` when the text does not begin with one. */
export function parseSpokenNumber(text: string): number | undefined {
  const digits = /^\s*([-+]?\d{1,29})/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const limit = 2n ** 63n;
  const number = BigInt(digits.replace("+", ""));
  const saturated = number >= limit ? limit - 1n : number < -limit ? -limit : number;
  return Number(BigInt.asIntN(32, saturated));
}

/**
 * The sounds of a number in English, the British "and" included where the language is `en_GB`. Asterisk gives up at billions
 * in British, and at the largest number in American English.
 */
export function numberSounds(number: number, language: string): { sounds: string[]; complete: boolean } {
  if (number === 0) return { sounds: ["digits/0"], complete: true };
  const isBritish = /^en_GB/i.test(language);
  const sounds = number < 0 ? ["digits/minus"] : [];
  const size = Math.abs(number);
  if (size > maxNumber) return { sounds, complete: true }; // The lowest number has no opposite.
  if (isBritish && size >= 1_000_000_000) return { sounds, complete: false };
  if (size === maxNumber) return { sounds, complete: true };
  return { sounds: [...sounds, ...positiveSounds(size, isBritish)], complete: true };
}

function positiveSounds(number: number, isBritish: boolean): string[] {
  for (const [size, name] of [[1_000_000_000, "billion"], [1_000_000, "million"], [1_000, "thousand"]] as const) {
    if (number < size) continue;
    const rest = number % size;
    const and = isBritish && rest > 0 && rest < 100 ? ["vm-and"] : [];
    return [
      ...positiveSounds(Math.floor(number / size), isBritish),
      `digits/${name}`,
      ...and,
      ...positiveSounds(rest, isBritish),
    ];
  }
  if (number >= 100) {
    const rest = number % 100;
    const and = isBritish && rest > 0 ? ["vm-and"] : [];
    return [`digits/${Math.floor(number / 100)}`, "digits/hundred", ...and, ...positiveSounds(rest, isBritish)];
  }
  if (number >= 20) return [`digits/${Math.floor(number / 10) * 10}`, ...positiveSounds(number % 10, isBritish)];
  return number === 0 ? [] : [`digits/${number}`];
}
