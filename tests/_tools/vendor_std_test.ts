import { assertEquals, assertStringIncludes } from "@std/assert";
import { vendorStd, type VendorStdOptions } from "../../_tools/vendor_std.ts";

const jsr = new URL("https://jsr.example/");
const cache = new URL("../../.cache/", import.meta.url);
const folders = ["assert", "internal", "cli", "http/_negotiation", "encoding"];

/** An empty `vendor/`, a JSR that does not answer and an npm that gives files of one line; it counts what was asked. */
class Fixture implements AsyncDisposable {
  readonly vendor: URL;
  readonly host: URL;
  installs = 0;
  answers = false;
  problem: string | null = null;

  private constructor(vendor: URL) {
    this.vendor = vendor;
    this.host = new URL("jsr.example/", vendor);
  }

  static async create(): Promise<Fixture> {
    await Deno.mkdir(cache, { recursive: true });
    const directory = await Deno.makeTempDir({ dir: cache.pathname, prefix: "vendor-std-" });
    return new Fixture(new URL(`file://${directory}/vendor/`));
  }

  run(options: Partial<VendorStdOptions> = {}): ReturnType<typeof vendorStd> {
    return vendorStd({
      vendor: this.vendor,
      jsr,
      answers: () => Promise.resolve(this.answers),
      install: async (directory) => {
        this.installs++;
        if (this.problem !== null) return this.problem;
        for (const folder of folders) {
          const url = new URL(`node_modules/deno-std/${folder}/`, directory);
          await Deno.mkdir(url, { recursive: true });
          await Deno.writeTextFile(new URL("mod.js", url), "export const answer = 42;\n");
          await Deno.writeTextFile(new URL("README.md", url), "");
        }
        return null;
      },
      ...options,
    });
  }

  async names(folder: URL): Promise<string[]> {
    return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(new URL("..", this.vendor), { recursive: true });
  }
}

Deno.test("vendorStd() fills vendor/ from npm when JSR does not answer", async () => {
  await using fixture = await Fixture.create();

  assertEquals(await fixture.run(), "filled");

  assertEquals(await fixture.names(fixture.vendor), ["jsr.example"]);
  assertEquals(await fixture.names(new URL("@std/", fixture.host)), ["assert", "cli", "http", "ini"]);
  const assert = new URL("@std/assert/", fixture.host);
  assertEquals(await fixture.names(assert), ["1.0.0", "1.0.0_meta.json", "meta.json"]);
  assertEquals(await fixture.names(new URL("1.0.0/assert/", assert)), ["mod.js"]);
  const entry = await Deno.readTextFile(new URL("1.0.0/mod.js", assert));
  assertEquals(entry, '// @ts-self-types="./mod.d.ts"\nexport * from "./assert/mod.js";\n');
  assertStringIncludes(await Deno.readTextFile(new URL("1.0.0/mod.d.ts", assert)), "function assertEquals<T>");
});

Deno.test("vendorStd() gives modules the paths that they have in @std", async () => {
  await using fixture = await Fixture.create();

  await fixture.run();

  const meta = await Deno.readTextFile(new URL("@std/http/1.0.0_meta.json", fixture.host));
  assertEquals(Object.keys(JSON.parse(meta).exports), [
    ".",
    "./cookie",
    "./etag",
    "./status",
    "./negotiation",
    "./server-sent-event-stream",
    "./server-sent-event-parse-stream",
  ]);
});

Deno.test("vendorStd() asks nobody when vendor/ is complete", async () => {
  await using fixture = await Fixture.create();
  await fixture.run();

  const result = await fixture.run({ answers: () => Promise.reject(new Error("asked")) });

  assertEquals([result, fixture.installs], ["complete", 1]);
});

Deno.test("vendorStd() leaves vendor/ alone when JSR answers", async () => {
  await using fixture = await Fixture.create();
  fixture.answers = true;

  assertEquals([await fixture.run(), fixture.installs], ["jsr answers", 0]);
});

Deno.test("vendorStd() asks nobody when Deno has vendored all packages from JSR itself", async () => {
  await using fixture = await Fixture.create();
  for (const name of ["assert", "cli", "http", "ini"]) {
    const folder = new URL(`@std/${name}/`, fixture.host);
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(new URL("meta.json", folder), "{}");
  }

  assertEquals([await fixture.run(), fixture.installs], ["complete", 0]);
});

Deno.test("vendorStd() replaces what another recipe or half a run has left", async () => {
  await using fixture = await Fixture.create();
  for (const left of ["", "another recipe"]) {
    await Deno.mkdir(new URL("@std/assert/", fixture.host), { recursive: true });
    await Deno.writeTextFile(new URL("@std/assert/meta.json", fixture.host), "{");
    await Deno.writeTextFile(new URL("@std/left", fixture.host), "");
    if (left !== "") await Deno.writeTextFile(new URL(".recipe", fixture.host), left);

    assertEquals(await fixture.run(), "filled");

    assertEquals(await fixture.names(new URL("@std/", fixture.host)), ["assert", "cli", "http", "ini"]);
    assertEquals(await fixture.names(fixture.vendor), ["jsr.example"]);
  }
});

Deno.test("vendorStd() removes the directory of a run that was killed long ago, not of one under way", async () => {
  await using fixture = await Fixture.create();
  for (const [name, age] of [["old", 3_600_000], ["new", 0]] satisfies [string, number][]) {
    const directory = new URL(`.filling-${name}/`, fixture.vendor);
    await Deno.mkdir(directory, { recursive: true });
    await Deno.utime(directory, new Date(), new Date(Date.now() - age));
  }

  await fixture.run();

  assertEquals(await fixture.names(fixture.vendor), [".filling-new", "jsr.example"]);
});

Deno.test("vendorStd() fills it once and whole when two runs race", async () => {
  await using fixture = await Fixture.create();

  assertEquals(await Promise.all([fixture.run(), fixture.run()]), ["filled", "filled"]);

  assertEquals(await fixture.run(), "complete");
  assertEquals(await fixture.names(fixture.vendor), ["jsr.example"]);
});

Deno.test("vendorStd() says what it tried, and leaves nothing, when npm does not answer either", async () => {
  await using fixture = await Fixture.create();
  fixture.problem = "error: no such host";

  const result = await fixture.run();

  const problem = typeof result === "object" ? result.problem : "";
  for (const part of ["https://jsr.example", "3 s", "npm:deno-std@1.4.0", "JSR_URL", "error: no such host"]) {
    assertStringIncludes(problem, part);
  }
  assertEquals(await fixture.names(fixture.vendor), []);
});

Deno.test("vendorStd() names the directory as Deno does when the registry has a port", async () => {
  await using fixture = await Fixture.create();

  await fixture.run({ jsr: new URL("http://localhost:4873/") });

  assertEquals(await fixture.names(fixture.vendor), ["http_localhost_4873"]);
});
