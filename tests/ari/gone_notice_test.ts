import { assertEquals } from "@std/assert";
import { type GoneNotice, Notices } from "../../ari/gone_notice.ts";

const notice: GoneNotice = { kind: "Channel", id: "1.1", why: "it went away while the connection was lost" };

Deno.test("GoneNotices.emit() tells everybody who listens, in order, and nobody who has stopped", () => {
  const notices = new Notices<GoneNotice>();
  const told: string[] = [];
  const listener = ({ id }: GoneNotice) => told.push(`first ${id}`);
  notices.on(listener);
  const again = notices.on(listener);
  const last = notices.on(({ id }) => {
    told.push(`last ${id}`);
    again[Symbol.dispose]();
  });

  notices.emit(notice);
  notices.emit(notice);
  last[Symbol.dispose]();
  notices.emit(notice);

  assertEquals(told, ["first 1.1", "first 1.1", "last 1.1", "first 1.1", "last 1.1", "first 1.1"]);
});
