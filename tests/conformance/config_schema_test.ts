/** The sample files of the installed Asterisk, by our schemas: what its own authors wrote must not be unknown to us. */
import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";
import { read } from "../../config/schema/read.ts";
import { schemas } from "../config/schema/schemas.ts";
import { hasAsterisk } from "./harness.ts";

const samples = new URL("../../.cache/asterisk/root/etc/asterisk/", import.meta.url);

/** Commented examples that are wrong in Asterisk's own files, or mean something that no option is. */
const known: Readonly<Record<string, readonly string[]>> = {
  // The option is t38_bind_udptl_to_media_address.
  "pjsip.conf": ["t38_bind_rtp_to_media_address"],
  // A line of [post_mappings], whose header is commented as well.
  "http.conf": ["uploads"],
  // The option is display_callids.
  "logger.conf": ["use_callids"],
  // Lines of a table, and options of one mailbox.
  "queues.conf": ["SL", "SL2", "monitor-type", "log-restricted-caller-id"],
  "voicemail.conf": [
    "attachfmt",
    "attachextrecs",
    "delete",
    "alias",
    "hidefromdir",
    "imapuser",
    "imappassword",
    "imapvmshareid",
  ],
};

/** Files whose other sections have free names. */
const freeNames: readonly string[] = ["http.conf", "voicemail.conf", "extensions.conf", "logger.conf"];

for (const schema of schemas) {
  Deno.test({
    name: `[Asterisk] its sample of ${schema.file} has no option that our schema does not know`,
    ignore: !hasAsterisk() || !await isInstalled(),
    fn: async () => {
      const file = parse(await Deno.readTextFile(new URL(schema.file, samples)), { name: schema.file, recovers: true });

      const { diagnostics } = read(schema, file);

      assertEquals(diagnostics.filter(({ code }) => code !== "unknown-section"), []);
    },
  });

  Deno.test({
    name: `[Asterisk] its sample of ${schema.file} has no commented example that our schema does not know`,
    ignore: !hasAsterisk() || !await isInstalled(),
    fn: async () => {
      const text = withExamples(await Deno.readTextFile(new URL(schema.file, samples)));
      const names = Object.values(schema.sections).flatMap(({ options }) => [
        ...Object.keys(options),
        ...Object.values(options).flatMap(({ aliases = [] }) => aliases),
      ]);

      const { sections } = parse(text, { recovers: true });
      // Which commented example belongs to which section only its reader can tell, as headers are commented as well.
      const looked = freeNames.includes(schema.file) ? sections.filter(({ name }) => name === "general") : sections;
      const written = new Set(looked.flatMap(({ settings }) => settings.map(({ name }) => name)));

      const right = new Set([...names, "type", ...known[schema.file] ?? []]);
      assertEquals([...written].filter((name) => !right.has(name)), []);
    },
  });
}

/** The text with its commented settings made real. */
function withExamples(text: string): string {
  return text.replace(/^[ \t]*;[ \t]*(?=[\w-]+\s*=\s*\S)/gm, "").replace(/^#(?:try)?include.*$/gm, "");
}

async function isInstalled(): Promise<boolean> {
  try {
    await Deno.stat(samples);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
