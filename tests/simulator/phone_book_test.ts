import { assertEquals, assertThrows } from "@std/assert";
import { JournalRecorder } from "../../simulator/journal_recorder.ts";
import { PhoneBook } from "../../simulator/phone_book.ts";
import { TestChannel } from "./core/test_channel.ts";

function create(given: TestChannel): PhoneBook {
  const journal = new JournalRecorder(() => given.clock.now());
  return new PhoneBook({ pbx: given.pbx, journal, onFailure: () => {} });
}

Deno.test("PhoneBook.phone() makes an endpoint, registered, and leaves one that is there as it is", () => {
  using given = new TestChannel();
  const phones = create(given);
  phones.add("PJSIP/bob", { state: "offline" });

  const names = ["PJSIP/bob", "PJSIP/eve", "PJSIP/eve"].map((name) => phones.phone(name, {}).name);

  assertEquals(names, ["PJSIP/bob", "PJSIP/eve", "PJSIP/eve"]);
  assertEquals(given.pbx.endpoints.list().map(({ resource, state }) => [resource, state]), [
    ["bob", "offline"],
    ["eve", "online"],
  ]);
});

Deno.test("PhoneBook.add() refuses a script that makes no sense, and makes nothing then", () => {
  using given = new TestChannel();
  const phones = create(given);

  assertThrows(
    () => phones.add("PJSIP/bob", { onCall: { press: "1" } }),
    TypeError,
    'Cannot make endpoint "PJSIP/bob"',
  );
  assertEquals(given.pbx.endpoints.list(), []);
});
