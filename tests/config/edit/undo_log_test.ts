import { assertEquals, assertThrows } from "@std/assert";
import { UndoLog } from "../../../config/edit/undo_log.ts";

Deno.test("UndoLog takes back what was noted in a run that throws, the latest first", () => {
  const log = new UndoLog();
  const undone: number[] = [];
  const note = (number: number) => log.note(() => undone.push(number));

  log.run(() => note(1));
  assertThrows(() =>
    log.run(() => {
      note(2);
      assertThrows(() =>
        log.run(() => {
          note(3);
          throw new Error("inner");
        })
      );
      note(4);
      throw new Error("outer");
    })
  );

  assertEquals(undone, [3, 4, 2]);
});
