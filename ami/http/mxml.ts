import { AmiProtocolError } from "../errors.ts";
import { AmiMessage } from "../message.ts";
import { writeWireText } from "../wire_text.ts";

/**
 * Reads the messages in an answer of `/mxml`, which says in XML what `/rawman` says as it is.
 *
 * Names are as XML has them: in lower case, with `_` for what is no letter or digit, so that `Cause-txt` is `cause_txt`; repeated ones
 * (`output`, `output-2`) are one name again. Asterisk makes the XML of the same text line by line, so that nothing is told apart here that
 * `/rawman` does not: the client itself never uses it. Throws {@linkcode AmiProtocolError} for what is no such answer.
 *
 * ```ts
 * import { parseMxml } from "@asterism/asterisk/ami";
 *
 * const [answer] = parseMxml(
 *   "<ajax-response>\n<response type='object' id='unknown'><generic response='Success' ping='Pong' /></response>\n</ajax-response>\n",
 * );
 * console.log(answer?.kind, answer?.get("Ping")); // "response", "Pong"
 * ```
 */
export function parseMxml(xml: string): AmiMessage[] {
  const [, inner] = /^\s*<ajax-response>\s*([^]*?)\s*<\/ajax-response>\s*$/.exec(xml) ?? [];
  if (inner === undefined) {
    throw new AmiProtocolError(`Cannot read XML of a manager: ${JSON.stringify(xml.slice(0, 100))}`);
  }
  const messages: AmiMessage[] = [];
  let end = 0;
  for (
    const found of inner.matchAll(
      /<response type='object' id='[^']*'><(\w+)((?: [^\s=]+='[^']*')*) ?\/><\/response>\s*/g,
    )
  ) {
    if (found.index !== end) break;
    end += found[0].length;
    messages.push(toMessage(found[2] ?? ""));
  }
  if (end < inner.length) {
    throw new AmiProtocolError(`Cannot read XML of a manager: ${JSON.stringify(inner.slice(end, end + 100))}`);
  }
  return messages;
}

function toMessage(attributes: string): AmiMessage {
  const lines = Array.from(attributes.matchAll(/ ([^\s=]+)='([^']*)'/g), ([, name = "", value = ""]) => {
    return `${name.replace(/-\d+$/, "")}: ${unescape(value)}`;
  });
  return new AmiMessage(writeWireText(lines.join("\r\n")));
}

const entities: Readonly<Record<string, string>> = { amp: "&", apos: "'", gt: ">", lt: "<", quot: '"' };

function unescape(text: string): string {
  return text.replace(/&(?:(\w+)|#(\d{1,3}));/g, (whole, name: string | undefined, code: string | undefined) => {
    if (name !== undefined) return entities[name] ?? whole;
    // A line end would be one of the message.
    return Number(code) < 32 ? whole : String.fromCodePoint(Number(code));
  });
}
