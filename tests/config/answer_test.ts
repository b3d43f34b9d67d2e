import { assertEquals, assertRejects } from "@std/assert";
import { answer, answerNow } from "../../config/answer.ts";
import { type ConfigFileSystem, MemoryFileSystem } from "../../config/mod.ts";
import type { ExecRequest, FileRequest } from "../../config/read_request.ts";

const fs = new MemoryFileSystem({ "d/a.conf": "x" });

function refusing(name: string): ConfigFileSystem {
  const refuse = () => {
    throw Object.assign(new Error("Not for you"), { name });
  };
  return { readFile: refuse, readFolder: refuse };
}

Deno.test("answerNow() and answer() give files and folders", async () => {
  for (const give of [answerNow, answer]) {
    const file: FileRequest = { kind: "file", path: "/etc/asterisk/d/a.conf" };
    const folder = { kind: "folder" as const, path: "/etc/asterisk/d", names: undefined };

    await give(file, { fs, maxSize: 9 });
    await give(folder, { fs, maxSize: 9 });

    assertEquals([file.bytes?.length, folder.names], [1, ["a.conf"]]);
  }
});

Deno.test("answer() takes text, bytes, and what was written to standard error from what executes", async () => {
  const outputs = { a: "é", b: Uint8Array.of(1), c: { output: "x", errors: "oops" } } as const;
  const exec = (command: string) => outputs[command === "a" ? "a" : command === "b" ? "b" : "c"];

  const results = await Promise.all(["a", "b", "c"].map(async (command) => {
    const request: ExecRequest = { kind: "exec", command };
    await answer(request, { fs, exec, maxSize: 9 });
    return [[...request.result?.output ?? []], request.result?.errors];
  }));

  assertEquals(results, [[[0xc3, 0xa9], ""], [[1], ""], [[0x78], "oops"]]);
});

Deno.test("answer() notes a refusal, and rejects with any other error", async () => {
  const request: FileRequest = { kind: "file", path: "/a" };

  await answer(request, { fs: refusing("PermissionDenied"), maxSize: 9 });

  assertEquals(request, { kind: "file", path: "/a", bytes: undefined, refusal: "Not for you" });
  await assertRejects(() => answer(request, { fs: refusing("Busy"), maxSize: 9 }), Error, "Not for you");
});
