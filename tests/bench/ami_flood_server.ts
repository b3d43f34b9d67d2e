/**
 * What looks like Asterisk's manager to a client and costs next to nothing: bytes that are ready, in a process of its own until standard
 * input ends. `Action: Flood` sends `Count` events, `Action: Command` answers as many lines as the command says, all else is a success.
 */
import { floodBytes, floodLength } from "./ami_flood_events.ts";

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const flood = floodBytes();
const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Output is made once, as making it costs more than sending it. */
const outputs = new Map<number, Uint8Array>();

console.log(JSON.stringify({ url: `http://127.0.0.1:${listener.addr.port}` }));
Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => Deno.exit());
for await (const connection of listener) serve(connection).catch(() => {});

async function serve(connection: Deno.TcpConn): Promise<void> {
  connection.setNoDelay();
  await write(connection, encoder.encode("Asterisk Call Manager/11.0.0\r\n"));
  const buffer = new Uint8Array(262_144);
  let text = "";
  for (let read = await connection.read(buffer); read !== null; read = await connection.read(buffer)) {
    text += decoder.decode(buffer.subarray(0, read));
    let answers = "";
    let start = 0;
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n", start)) {
      const action = text.slice(start, end);
      start = end + 4;
      const id = field(action, "ActionID");
      const answer = `Response: Success\r\n${id === "" ? "" : `ActionID: ${id}\r\n`}`;
      switch (field(action, "Action").toLowerCase()) {
        case "flood":
          await write(connection, encoder.encode(`${answers}${answer}\r\n`));
          answers = "";
          for (let left = Number(field(action, "Count")); left > 0; left -= floodLength) await write(connection, flood);
          break;
        case "command":
          await write(connection, encoder.encode(`${answers}${answer}Message: Command output follows\r\n`));
          answers = "";
          await write(connection, outputOf(Number(field(action, "Command"))));
          break;
        case "challenge":
          answers += `${answer}Challenge: 361629031\r\n\r\n`;
          break;
        case "ping":
          answers += `${answer}Ping: Pong\r\nTimestamp: 1795310977.527874\r\n\r\n`;
          break;
        default:
          answers += `${answer}Message: Authentication accepted\r\n\r\n`;
      }
    }
    text = text.slice(start);
    if (answers !== "") await write(connection, encoder.encode(answers));
  }
}

function outputOf(lines: number): Uint8Array {
  const made = outputs.get(lines) ?? encoder.encode(
    Array.from({ length: lines }, (_, at) => `Output: PJSIP/alice-${at}  default  3000  2  Up  Wait  60\r\n`).join("") +
      "\r\n",
  );
  outputs.set(lines, made);
  return made;
}

function field(action: string, name: string): string {
  return new RegExp(`^${name}: *(.*)`, "im").exec(action)?.[1] ?? "";
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}
