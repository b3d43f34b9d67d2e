import { assertEquals } from "@std/assert";
import { FrameReaders } from "../../../simulator/core/frame_readers.ts";

Deno.test("FrameReaders.add() stacks readers, and disposing one twice takes none away that came again", () => {
  const readers = new FrameReaders();
  const got: string[] = [];
  const read = () => void got.push("again");
  const first = readers.add(read);
  first[Symbol.dispose]();

  readers.deliver({ kind: "text", text: "nobody reads this" }, 0);
  using _ = readers.add(read);
  readers.deliver({ kind: "text", text: "hello" }, 0);

  assertEquals(got, ["again"]);
});

Deno.test("FrameReaders.incoming holds media from its beginning to its end, by its identity", () => {
  const readers = new FrameReaders();
  const [one, same] = [{ media: "sound:a" }, { media: "sound:a" }];
  readers.deliver({ kind: "media-begin", media: one }, 0);
  readers.deliver({ kind: "media-begin", media: same }, 0);

  readers.deliver({ kind: "media-end", media: one, outcome: { complete: false, played: 0 } }, 0);

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

Deno.test("FrameReaders.setDeaf() keeps media out, from what is under way to what comes, and lets the rest in", () => {
  const readers = new FrameReaders();
  const read: string[] = [];
  const tapped: string[] = [];
  using _reader = readers.add((frame) => read.push(`${frame.kind} ${"media" in frame ? frame.media.media : ""}`));
  using _tap = readers.tap((_, { kind, media }) => tapped.push(`${kind} ${media.media}`));
  const [before, during] = [{ media: "sound:before" }, { media: "sound:during" }];
  readers.deliver({ kind: "media-begin", media: before }, 0);

  readers.setDeaf(true, 100);
  readers.setDeaf(true, 100);
  const heard = [[...readers.incoming], readers.isDeaf];
  readers.deliver({ kind: "media-begin", media: during }, 200);
  readers.deliver({ kind: "media-end", media: before, outcome: { complete: true, played: 300 } }, 300);
  readers.deliver({ kind: "text", text: "hello" }, 300);
  readers.setDeaf(false, 400);

  assertEquals(heard, [[], true]);
  assertEquals(read, [
    "media-begin sound:before",
    "media-end sound:before",
    "text ",
    "media-begin sound:during",
  ]);
  assertEquals(tapped, read.filter((line) => line !== "text "));
  assertEquals([[...readers.incoming], readers.isDeaf], [[during], false]);
});
