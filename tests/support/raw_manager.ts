/** AMI with nothing in between: what Asterisk itself says about a configuration file, to the byte. */
import { encodeText } from "../../config/source_text.ts";

/** A section as `GetConfig` tells it; one character for each byte. */
export interface ManagerSection {
  readonly name: string;
  readonly isTemplate: boolean;
  /** Name and value with a "=" between them. */
  readonly lines: readonly string[];
  /** The names of what it inherits from, with commas. */
  readonly templates: string;
}

/** A header of an action or of an answer. */
type Header = readonly [name: string, value: string];

/** A logged-in connection. Actions may be sent before earlier ones are answered: answers come in their order. */
export class RawManager implements Disposable {
  readonly #connection: Deno.Conn;
  #writing: Promise<unknown> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();
  #text = "";

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(
    { hostname, port, username, secret }: { hostname: string; port: number; username: string; secret: string },
  ): Promise<RawManager> {
    const manager = new RawManager(await Deno.connect({ hostname, port }));
    await manager.#until("\r\n");
    const answer = await manager.send("Login", [["Username", username], ["Secret", secret], ["Events", "off"]]);
    if (answer[0]?.[1] !== "Success") throw new Error(`Cannot log in as "${username}": ${answer.join(", ")}`);
    return manager;
  }

  /** Sends an action and gives the lines of its answer; text is sent as UTF-8 and comes back as one character for each byte. */
  send(name: string, headers: readonly Header[]): Promise<Header[]> {
    const lines = [["Action", name], ...headers].map(([header, value]) => `${header}: ${value}\r\n`);
    this.#writing = this.#writing.then(() => this.#write(encodeText(`${lines.join("")}\r\n`)));
    const answer = this.#reading.then(() => this.#answer());
    this.#reading = answer;
    return Promise.all([answer, this.#writing]).then(([answer]) => answer);
  }

  /** What Asterisk holds of a file, templates included; undefined where it does not load it. */
  async getConfig(file: string): Promise<ManagerSection[] | undefined> {
    const answer = await this.send("GetConfig", [["Filename", file], ["Filter", "TEMPLATES=include"]]);
    if (answer[0]?.[1] === "Success") return toSections(answer);
    if (answer[1]?.[1] === "Config file has invalid format") return undefined;
    throw new Error(`Cannot get "${file}": ${answer.join(", ")}`);
  }

  /** What `GetConfigJSON` says of a file, one character for each byte. */
  async getConfigJson(file: string): Promise<string> {
    const answer = await this.send("GetConfigJSON", [["Filename", file]]);
    const json = answer.find(([name]) => name === "JSON");
    if (json === undefined) throw new Error(`Cannot get "${file}" as JSON: ${answer.join(", ")}`);
    return json[1];
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    // deno-lint-ignore no-await-in-loop -- what is left is known only then.
    for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
  }

  async #answer(): Promise<Header[]> {
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- messages come one after the other.
      const message = (await this.#until("\r\n\r\n")).split("\r\n");
      if (message[0]?.startsWith("Response: ")) return message.map(toHeader);
    }
  }

  async #until(end: string): Promise<string> {
    const buffer = new Uint8Array(65_536);
    for (let searched = 0;;) {
      const at = this.#text.indexOf(end, searched);
      if (at >= 0) {
        const text = this.#text.slice(0, at);
        this.#text = this.#text.slice(at + end.length);
        return text;
      }
      searched = Math.max(0, this.#text.length - end.length);
      // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
      const count = await this.#connection.read(buffer);
      if (count === null) throw new Error("Cannot read from the manager: the connection was closed");
      for (let from = 0; from < count; from += 8192) {
        this.#text += String.fromCharCode(...buffer.subarray(from, Math.min(from + 8192, count)));
      }
    }
  }
}

function toHeader(line: string): Header {
  const colon = line.indexOf(": ");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 2)];
}

function toSections(answer: readonly Header[]): ManagerSection[] {
  const sections: { name: string; isTemplate: boolean; lines: string[]; templates: string }[] = [];
  for (const [header, value] of answer) {
    const [key] = header.split("-");
    const section = sections.at(-1);
    if (key === "Category") sections.push({ name: value, isTemplate: false, lines: [], templates: "" });
    else if (section === undefined) continue;
    else if (key === "IsTemplate") section.isTemplate = value === "1";
    else if (key === "Templates") section.templates = value;
    else if (key === "Line") section.lines.push(value);
  }
  return sections;
}
