/** AMI with nothing in between: what Asterisk itself says about a configuration file, to the byte. */

/** A section as `GetConfig` tells it; one character for each byte. */
export interface ManagerSection {
  readonly name: string;
  readonly isTemplate: boolean;
  /** Name and value with a "=" between them. */
  readonly lines: readonly string[];
  /** The names of what it inherits from, with commas. */
  readonly templates: string;
}

/** A logged-in connection for one action at a time. */
export class RawManager implements Disposable {
  readonly #connection: Deno.Conn;
  #text = "";

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(
    { hostname, port, username, secret }: { hostname: string; port: number; username: string; secret: string },
  ): Promise<RawManager> {
    const manager = new RawManager(await Deno.connect({ hostname, port }));
    await manager.#until("\r\n");
    const answer = await manager.#ask(
      `Action: Login\r\nUsername: ${username}\r\nSecret: ${secret}\r\nEvents: off\r\n\r\n`,
    );
    if (!answer[0]?.endsWith("Success")) throw new Error(`Cannot log in as "${username}": ${answer.join(", ")}`);
    return manager;
  }

  /** What Asterisk holds of a file, templates included; undefined where it does not load it. */
  async getConfig(file: string): Promise<ManagerSection[] | undefined> {
    const lines = await this.#ask(`Action: GetConfig\r\nFilename: ${file}\r\nFilter: TEMPLATES=include\r\n\r\n`);
    if (lines[0] === "Response: Success") return toSections(lines);
    if (lines[1] === "Message: Config file has invalid format") return undefined;
    throw new Error(`Cannot get "${file}": ${lines.join(", ")}`);
  }

  /** What `GetConfigJSON` says of a file, one character for each byte. */
  async getConfigJson(file: string): Promise<string> {
    const lines = await this.#ask(`Action: GetConfigJSON\r\nFilename: ${file}\r\n\r\n`);
    const json = lines.find((line) => line.startsWith("JSON: "));
    if (json === undefined) throw new Error(`Cannot get "${file}" as JSON: ${lines.join(", ")}`);
    return json.slice("JSON: ".length);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #ask(action: string): Promise<string[]> {
    await this.#connection.write(new TextEncoder().encode(action));
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- messages come one after the other.
      const message = (await this.#until("\r\n\r\n")).split("\r\n");
      if (message[0]?.startsWith("Response: ")) return message;
    }
  }

  async #until(end: string): Promise<string> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const at = this.#text.indexOf(end);
      if (at >= 0) {
        const text = this.#text.slice(0, at);
        this.#text = this.#text.slice(at + end.length);
        return text;
      }
      // deno-lint-ignore no-await-in-loop -- bytes come one after the other.
      const count = await this.#connection.read(buffer);
      if (count === null) throw new Error("Cannot read from the manager: the connection was closed");
      for (const byte of buffer.subarray(0, count)) this.#text += String.fromCharCode(byte);
    }
  }
}

function toSections(lines: readonly string[]): ManagerSection[] {
  const sections: { name: string; isTemplate: boolean; lines: string[]; templates: string }[] = [];
  for (const line of lines) {
    const match = /^(Category|IsTemplate|Templates|Line)-\d+(?:-\d+)?: ([^]*)$/.exec(line);
    const [key, value = ""] = match?.slice(1) ?? [];
    const section = sections.at(-1);
    if (key === "Category") sections.push({ name: value, isTemplate: false, lines: [], templates: "" });
    else if (section === undefined) continue;
    else if (key === "IsTemplate") section.isTemplate = value === "1";
    else if (key === "Templates") section.templates = value;
    else if (key === "Line") section.lines.push(value);
  }
  return sections;
}
