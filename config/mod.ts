/**
 * Asterisk's `.conf` files: what they say, section by section.
 *
 * @example
 * ```ts
 * import { parse } from "@asterism/asterisk/config";
 *
 * const { sections } = parse("[default]\nexten => 100,1,Answer()\n", { name: "extensions.conf" });
 * console.log(sections[0]?.settings[0]?.value); // "100,1,Answer()"
 * ```
 *
 * @module
 */
export { type ConfigFile, parse, type ParseOptions, type Section, type Setting } from "./parse.ts";
export { ConfigSyntaxError } from "./config_syntax_error.ts";
