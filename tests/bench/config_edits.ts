/** What an edit of a large file takes, beside reading it. */
import { parse } from "../../config/mod.ts";

/** Times in milliseconds. */
export interface EditTimes {
  /** To read the file. */
  readonly read: number;
  /** To find a section and change its first setting. */
  readonly set: number;
  /** To make the new file, without the disk. */
  readonly save: number;
}

/** Reads a file, changes one section and makes the new file; the medians of several rounds. */
export async function measureEdits(
  bytes: Uint8Array,
  { section: name, rounds = 11 }: { section: string; rounds?: number },
): Promise<EditTimes> {
  const times = { read: [] as number[], set: [] as number[], save: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const file = parse(bytes, { name: "measured.conf" });
    const wasRead = performance.now();
    const section = file.section(name);
    const setting = section?.settings.find(({ inherited }) => !inherited);
    if (section === undefined || setting === undefined) throw new Error(`Cannot measure: no section "${name}" to edit`);
    section.set(setting.name, `changed ${round}`);
    const wasSet = performance.now();
    let written = 0;
    // deno-lint-ignore no-await-in-loop -- one after the other, as they are measured.
    await file.save({ write: (_, { length }) => void (written = length) });
    times.read.push(wasRead - start);
    times.set.push(wasSet - wasRead);
    times.save.push(performance.now() - wasSet);
    if (Math.abs(written - bytes.length) > 100) throw new Error(`Cannot measure: ${written} bytes were written`);
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
  return { read: median(times.read), set: median(times.set), save: median(times.save) };
}
