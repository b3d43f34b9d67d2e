import { soundLengths } from "./sound_lengths.ts";

/** Where an installed Asterisk keeps its sounds. */
const soundsDirectory = "/usr/share/asterisk/sounds/";

/** Asterisk's core sounds lie in three folders of the same voice, in the order in which they are listed. */
const coreLanguages: readonly string[] = ["en_US_f_Allison", "en_US", "en"];

/** The language that Asterisk falls back on. */
const defaultLanguage = "en";

/** A sound, and the languages that it is there in. */
export interface SoundEntry {
  /** Its name, without language and extension. */
  readonly name: string;
  /** The folders that have it. */
  readonly languages: readonly string[];
}

/** The sounds that the PBX has, by name without extension, and how long they last. */
export class Sounds {
  readonly #core = new Map(Object.entries(soundLengths));
  readonly #extra: ReadonlyMap<string, number>;

  /**
   * Asterisk's core sounds in English, with `extra` ones added; lengths in milliseconds. A name that starts with a language,
   * as `de/hello-world`, is there in that language only; others are among the core sounds.
   */
  constructor(extra: Readonly<Record<string, number>> = {}) {
    this.#extra = new Map(Object.entries(extra));
  }

  /** All sounds, by name. */
  list(): SoundEntry[] {
    const languages = new Map([...this.#core.keys()].map((name) => [name, new Set(coreLanguages)]));
    for (const path of this.#extra.keys()) {
      const { language, name } = splitLanguage(path);
      const known = languages.get(name) ?? new Set();
      for (const each of language === undefined ? coreLanguages : [language]) known.add(each);
      languages.set(name, known);
    }
    return [...languages].sort(([a], [b]) => a < b ? -1 : 1).map(([name, known]) => ({ name, languages: [...known] }));
  }

  /**
   * How long a sound lasts when it is asked for in a language, or `undefined` when there is none. Asterisk tries the language,
   * the language without its dialect, no language, and English (`fileexists_core`).
   */
  length(name: string, language: string = defaultLanguage): number | undefined {
    if (name.startsWith("/")) {
      return name.startsWith(soundsDirectory) ? this.#lengthOf(name.slice(soundsDirectory.length)) : undefined;
    }
    for (const folder of foldersFor(language)) {
      const length = this.#lengthOf(`${folder}${name}`);
      if (length !== undefined) return length;
    }
    return undefined;
  }

  #lengthOf(path: string): number | undefined {
    const { language, name } = splitLanguage(path);
    const length = this.#extra.get(path);
    if (length !== undefined || language === undefined || !coreLanguages.includes(language)) return length;
    return this.#extra.get(name) ?? this.#core.get(name);
  }
}

/** The folders to look in, each with its slash, in order. */
function* foldersFor(language: string): Generator<string> {
  let rest = language;
  while (rest !== "") {
    yield `${rest}/`;
    const end = rest.lastIndexOf("_");
    if (end < 0) break;
    rest = rest.slice(0, end);
  }
  yield "";
  if (language !== defaultLanguage && rest !== defaultLanguage) yield `${defaultLanguage}/`;
}

/** Splits a path into its language, when its first folder is one, and the name in there. */
function splitLanguage(path: string): { language: string | undefined; name: string } {
  const match = /^([a-z]{2}(?:_[A-Za-z_]+)?)\/(.+)$/.exec(path);
  return { language: match?.[1], name: match?.[2] ?? path };
}
