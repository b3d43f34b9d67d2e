/** What answers GetConfig and UpdateConfig as Asterisk does, with files in memory: what `config/` predicts of it. */
import type { ActionFields } from "../../ami/encode.ts";
import { encodeAction } from "../../ami/encode.ts";
import type { AmiMessage } from "../../ami/message.ts";
import { predictServerUpdate } from "../../config/bridge/server_update.ts";
import { parse } from "../../config/parse.ts";
import { encodeText } from "../../config/source_text.ts";
import { decode } from "./ami_bytes.ts";

/** A server of files. */
export class ConfigServer {
  /** Its files, by their names from Asterisk's folder. */
  readonly files: Record<string, Uint8Array>;
  /** What was sent, action by action. */
  readonly sent: { readonly name: string; readonly fields: ActionFields }[] = [];

  constructor(files: Record<string, string | Uint8Array>) {
    this.files = Object.fromEntries(
      Object.entries(files).map((
        [name, content],
      ) => [name, typeof content === "string" ? encodeText(content) : content]),
    );
  }

  /** Answers an action, which must be one that can be sent. */
  send(name: string, fields: ActionFields = {}): Promise<AmiMessage> {
    encodeAction(name, fields, "c-1");
    this.sent.push({ name, fields });
    if (name === "GetConfig") return Promise.resolve(this.#get(String(fields.Filename)));
    if (name !== "UpdateConfig") throw new Error(`Cannot answer ${name}`);
    const headers = Object.entries(fields).map(([header, value]) => [header, String(value)] as const);
    const update = predictServerUpdate(this.files, headers, { exec: () => "", date: "<DATE>" });
    if (update.response === undefined) throw new Error(`Asterisk is gone: ${update.reason}`);
    if (update.response === "Error") return Promise.resolve(message("Response: Error", `Message: ${update.message}`));
    for (const [path, bytes] of update.written) this.files[path.replace("/etc/asterisk/", "")] = bytes;
    return Promise.resolve(message("Response: Success"));
  }

  #get(name: string): AmiMessage {
    const bytes = this.files[name];
    if (bytes === undefined) return message("Response: Error", "Message: Config file not found");
    const file = parse(bytes, { name, files: this.files, exec: () => "" });
    if (!file.valid) return message("Response: Error", "Message: Config file has invalid format");
    const number = (index: number) => String(index).padStart(6, "0");
    const lines = file.contents.flatMap(({ name, isTemplate, inherits, settings }, index) => [
      `Category-${number(index)}: ${name}`,
      ...(isTemplate ? [`IsTemplate-${number(index)}: 1`] : []),
      ...(inherits.length > 0 ? [`Templates-${number(index)}: ${inherits.join(",")}`] : []),
      ...settings.map(({ name, value }, line) => `Line-${number(index)}-${number(line)}: ${name}=${value}`),
    ]);
    return message("Response: Success", ...lines);
  }
}

function message(...lines: string[]): AmiMessage {
  const { messages: [only] } = decode(Uint8Array.from(encodeText(`${lines.join("\r\n")}\r\n\r\n`)));
  if (only === undefined) throw new Error("Cannot make a message");
  return only;
}
