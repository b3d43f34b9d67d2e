import type { ExecRequest, FileRequest, ReadRequest } from "./read_request.ts";
import type { ConfigFileSystem, MemoryFileSystem } from "./file_system.ts";
import { encodeText } from "./source_text.ts";

/** What an `#exec` gives: its standard output, or that and what it wrote to its standard error. */
export type ExecOutput = string | Uint8Array | {
  /** What is read as if it were a file. */
  readonly output: string | Uint8Array;
  /** What Asterisk would log. */
  readonly errors?: string;
};

/** Answers what an evaluation asks for from memory. */
export function answerNow(
  request: ReadRequest,
  { fs, exec }: { fs: MemoryFileSystem; exec?: ((command: string) => ExecOutput) | undefined },
): void {
  switch (request.kind) {
    case "file":
      request.bytes = fs.readFile(request.path);
      break;
    case "folder":
      request.names = fs.readFolder(request.path);
      break;
    case "exec":
      if (exec !== undefined) request.result = toResult(exec(request.command));
      break;
    default:
      throw new Error(`Unreachable: ${request satisfies never}`);
  }
}

/** Answers what an evaluation asks for from a file system. */
export async function answer(
  request: ReadRequest,
  { fs, exec, maxSize }: {
    fs: ConfigFileSystem;
    exec?: ((command: string) => ExecOutput | Promise<ExecOutput>) | undefined;
    maxSize: number;
  },
): Promise<void> {
  switch (request.kind) {
    case "file":
      return await readFile(request, fs, maxSize);
    case "folder":
      request.names = await unlessRefused(async () => await fs.readFolder(request.path));
      break;
    case "exec":
      if (exec !== undefined) request.result = toResult(await exec(request.command));
      break;
    default:
      throw new Error(`Unreachable: ${request satisfies never}`);
  }
}

/** Reads a file, and notes why it may not be. */
export async function readFile(request: FileRequest, fs: ConfigFileSystem, maxSize: number): Promise<void> {
  request.bytes = await unlessRefused(async () => await fs.readFile(request.path, { maxSize }), (refusal) => {
    request.refusal = refusal;
  });
}

async function unlessRefused<T>(read: () => Promise<T>, onRefusal?: (reason: string) => void): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || (error.name !== "NotCapable" && error.name !== "PermissionDenied")) throw error;
    onRefusal?.(error.message);
    return undefined;
  }
}

function toResult(result: ExecOutput): NonNullable<ExecRequest["result"]> {
  if (typeof result === "string") return { output: encodeText(result), errors: "" };
  if (result instanceof Uint8Array) return { output: result, errors: "" };
  const { output, errors = "" } = result;
  return { output: typeof output === "string" ? encodeText(output) : output, errors };
}
