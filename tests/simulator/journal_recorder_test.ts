import { assertEquals } from "@std/assert";
import type { JournalEntry } from "../../simulator/mod.ts";
import { JournalRecorder } from "../../simulator/journal_recorder.ts";

Deno.test("JournalRecorder numbers and dates its entries and tells listeners until they are disposed", () => {
  let time = 100;
  const journal = new JournalRecorder(() => time);
  const heard: JournalEntry[] = [];
  const listener = journal.on((entry) => heard.push(entry));

  journal.add({ face: "simulator", kind: "not-simulated", message: "Cannot" });
  time = 1_600;
  journal.add({ face: "phone", kind: "dials", phone: "PJSIP/alice", channel: "", detail: "100" });
  listener[Symbol.dispose]();
  journal.add({ face: "phone", kind: "rings", phone: "PJSIP/alice", channel: "1.0" });

  assertEquals(heard.map(({ sequence, time }) => [sequence, time]), [[0, 100], [1, 1_600]]);
  assertEquals(journal.length, 3);
  assertEquals([...journal].length, 3);
  assertEquals(
    journal.format(),
    [
      "    0.000  simulator  Cannot\n",
      "    1.500  phone      PJSIP/alice dials 100\n",
      "    1.500  phone      PJSIP/alice rings\n",
    ].join(""),
  );
});
