/** What is measured of the reader of configuration files; each gives a number that is 0 only when nothing was read. */
import { parse } from "../../config/mod.ts";

/** Reads to the effective view: all sections, with what they inherit. */
export function readSections(content: string | Uint8Array): number {
  return parse(content).sections.length;
}

/** Reads, and makes every setting of every section. */
export function readSettings(content: string | Uint8Array): number {
  let count = 0;
  for (const { settings } of parse(content).sections) count += settings.length;
  return count;
}

/** Reads, and takes the name of every section, and name and value of every setting. */
export function readEverything(content: string | Uint8Array): number {
  let length = 0;
  for (const section of parse(content).sections) {
    length += section.name.length;
    for (const { name, value } of section.settings) length += name.length + value.length;
  }
  return length;
}
