import { assertEquals, assertThrows } from "@std/assert";
import { cutPath, FileStore } from "../../config/file_store.ts";
import { LimitReached } from "../../config/limit_reached.ts";
import { readLimits } from "../../config/read_limits.ts";
import type { ReadRequest } from "../../config/read_request.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

function fetch(store: FileStore, path: string, answer: (request: ReadRequest) => void = () => {}): unknown {
  const run = store.fetch(path);
  for (let step = run.next();; step = run.next()) {
    if (step.done) return step.value;
    answer(step.value);
  }
}

function give(bytes: Uint8Array): (request: ReadRequest) => void {
  return (request) => {
    if (request.kind === "file") request.bytes = bytes;
  };
}

Deno.test("FileStore asks for a file once", () => {
  const store = new FileStore(readLimits({}));
  const bytes = new Uint8Array(3);

  assertEquals(fetch(store, "/a", give(bytes)), bytes);
  assertEquals(fetch(store, "/a"), bytes);
});

Deno.test("FileStore tells why a file is not there", () => {
  const store = new FileStore(readLimits({}));

  assertEquals(fetch(store, "/a"), { reason: "missing" });
  const isFolder = (request: ReadRequest) => {
    if (request.kind === "folder") request.names = [];
  };
  assertEquals(fetch(store, "/a", isFolder), { reason: "no-file" });
  const refuse = (request: ReadRequest) => {
    if (request.kind === "file") request.refusal = "Never";
  };
  assertEquals(fetch(store, "/a", refuse), { reason: "refused", refusal: "Never" });
});

Deno.test("FileStore scans a file once for each state that it is read in", () => {
  const store = new FileStore(readLimits({}));
  const main = { path: "main", tree: new SyntaxTree("x") };
  store.addMain(main, "/main");

  const [first, again] = [0, 0].map((depth) =>
    store.source("/a", main.tree.bytes, { depth, dropsByteOrderMark: true })
  );
  const deeper = store.source("/a", main.tree.bytes, { depth: 1, dropsByteOrderMark: true });

  const mainAgain = store.source("/main", main.tree.bytes, { depth: 0, dropsByteOrderMark: true });
  assertEquals([mainAgain.path, mainAgain.tree === main.tree], ["main", true]);
  assertEquals([first?.tree === again?.tree, first?.tree === deeper.tree], [true, false]);
  assertEquals(store.sources.map(({ path }) => path), ["main", "/a", "/a"]);
});

Deno.test("FileStore throws LimitReached for files that are too large, alone or together, and for too many", () => {
  const bytes = new Uint8Array(10);

  assertThrows(() => fetch(new FileStore(readLimits({ maxFileSize: 9 })), "/a", give(bytes)), LimitReached, "9 bytes");
  const together = new FileStore(readLimits({ maxTotalSize: 19 }));
  fetch(together, "/a", give(bytes));
  assertThrows(() => fetch(together, "/b", give(bytes)), LimitReached, "19 bytes");
  const many = new FileStore(readLimits({ maxIncludes: 1 }));
  fetch(many, "/a", give(bytes));
  assertThrows(() => fetch(many, "/a"), LimitReached, "More than 1 files");
});

Deno.test("cutPath() keeps 255 bytes of a path", () => {
  assertEquals(cutPath(`/${"x".repeat(300)}`).length, 255);
  assertEquals(cutPath("/é"), "/é");
});
