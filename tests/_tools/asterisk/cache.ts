/** A folder for one test, in the one place that tests may write to. */
export async function makeCache(): Promise<{ readonly path: string } & AsyncDisposable> {
  await Deno.mkdir(".cache", { recursive: true });
  const path = await Deno.makeTempDir({ dir: ".cache", prefix: "test-asterisk-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
