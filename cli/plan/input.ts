import { readFile } from "node:fs/promises";
import path from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { interrupted, MistakeError } from "../mistake";

/** The name that stands for standard input. */
const STANDARD_INPUT = "-";

/** What the person gave to read. */
export interface Input {
  /** `-` for standard input, else a file. */
  readonly file: string;
  /** What a relative file is relative to, absolute. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Reads it whole. Windows PowerShell writes what a command prints as UTF-16, with a byte order mark; anything else is
 * taken as UTF-8.
 *
 * @throws MistakeError when it cannot be read
 */
export async function readInput({ file, folder, signal }: Input, stdin: Readable = process.stdin): Promise<string> {
  try {
    const bytes =
      file === STANDARD_INPUT
        ? await allOf(addAbortSignal(signal, stdin))
        : await readFile(path.resolve(folder, file), { signal });
    return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8");
  } catch (error) {
    if (signal.aborted) {
      throw interrupted();
    }
    throw new MistakeError(
      "usage",
      file === STANDARD_INPUT ? "Standard input cannot be read." : `${file} cannot be read.`,
      [error instanceof Error ? error.message : String(error)],
    );
  }
}

async function allOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk as Uint8Array));
  }
  return Buffer.concat(chunks);
}

/** How a message calls it. */
export function inputName(file: string): string {
  return file === STANDARD_INPUT ? "standard input" : file;
}
