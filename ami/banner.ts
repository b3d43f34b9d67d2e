/** The port that Asterisk listens on for managers, unless `manager.conf` says otherwise. */
export const defaultPort = 5038;

/** What the first line of a manager connection says. */
export interface Banner {
  /** The protocol, `Asterisk Call Manager` for Asterisk itself. */
  readonly product: string;
  /** The version of the protocol, not of Asterisk. */
  readonly version: string;
}

/**
 * Parses the line that a manager connection begins with. A trailing line end is allowed.
 *
 * Throws {@linkcode SyntaxError} when the line has no product or no version, as another service then answers on this port.
 *
 * ```ts
 * import { parseBanner } from "@asterism/asterisk/ami";
 *
 * parseBanner("Asterisk Call Manager/11.0.0\r\n"); // { product: "Asterisk Call Manager", version: "11.0.0" }
 * ```
 *
 * @param line The first line, as received.
 * @returns The product and the version that it names.
 */
export function parseBanner(line: string): Banner {
  const text = line.replace(/\r?\n$/, "");
  // A product may have a slash of its own; a version has digits and dots only.
  const match = /^(?<product>[^\r\n]*[^\r\n/])\/(?<version>\d+(?:\.\d+)*)$/.exec(text);
  const { product, version } = match?.groups ?? {};
  if (product === undefined || version === undefined) {
    throw new SyntaxError(`Cannot parse manager banner: current value is ${JSON.stringify(preview(text))}`);
  }
  return { product, version };
}

/** What stands where a banner should be may be anything, of any length. */
function preview(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
