import { assertEquals } from "@std/assert";
import { FrameReaders } from "../../../simulator/core/frame_readers.ts";

Deno.test("FrameReaders.add() stacks readers, and disposing one twice takes none away that came again", () => {
  const readers = new FrameReaders();
  const got: string[] = [];
  const read = () => void got.push("again");
  const first = readers.add(read);
  first[Symbol.dispose]();

  readers.deliver({ kind: "text", text: "nobody reads this" });
  using _ = readers.add(read);
  readers.deliver({ kind: "text", text: "hello" });

  assertEquals(got, ["again"]);
});

Deno.test("FrameReaders.incoming holds media from its beginning to its end, by its identity", () => {
  const readers = new FrameReaders();
  const [one, same] = [{ media: "sound:a" }, { media: "sound:a" }];
  readers.deliver({ kind: "media-begin", media: one });
  readers.deliver({ kind: "media-begin", media: same });

  readers.deliver({ kind: "media-end", media: one, outcome: { complete: false, played: 0 } });

  assertEquals([...readers.incoming].map((media) => media === same), [true]);
});

Deno.test("FrameReaders.noticeOutgoing() tells the taps of the beginning and the end of the same media", () => {
  const readers = new FrameReaders();
  const told: unknown[] = [];
  using _ = readers.tap((direction, frame) => told.push(direction, frame.kind, frame.media));
  const media = { media: "sound:a" };

  readers.noticeOutgoing(media)({ complete: true, played: 1 });

  assertEquals(told, ["out", "media-begin", media, "out", "media-end", media]);
});
