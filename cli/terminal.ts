import { stripVTControlCharacters } from "node:util";
import picocolors from "picocolors";

/** Functions that colour text, or leave it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** One of the two streams that a command writes to. */
export interface Output {
  /** Writes the text as it is. Once the reader has gone away (EPIPE), writes nothing more, silently. */
  write(text: string): void;
  /** Whether a person looks at it: then a line may be rewritten. */
  readonly isTerminal: boolean;
  /** Characters in a line; 80 where it is not a terminal. */
  readonly columns: number;
  readonly colors: Colors;
}

/** Where results (`out`) and progress, logs and error messages (`log`) go. */
export interface Terminal {
  readonly out: Output;
  readonly log: Output;
}

/** An output that must be flushed before the process ends, since pipes are asynchronous. */
export interface StreamOutput extends Output {
  /** Resolves when all is written or the reader has gone away. Rejects with any other error of the stream, such as ENOSPC. */
  flush(): Promise<void>;
}

/** What is used of a stream of the process; Node leaves `isTTY` and `columns` out where it is no terminal. */
export interface ProcessStream {
  write(text: string, written?: () => void): boolean;
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Wraps a stream of the process.
 *
 * @param environment Colours are on for a terminal only, and off where `NO_COLOR` is set to anything but the empty string
 *   (no-color.org) or `TERM` is `dumb`.
 */
export function streamOutput(stream: ProcessStream, environment: NodeJS.ProcessEnv): StreamOutput {
  let failure: NodeJS.ErrnoException | undefined;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= error;
  });
  const isTerminal = stream.isTTY === true;
  const colored = isTerminal && (environment.NO_COLOR ?? "") === "" && environment.TERM !== "dumb";
  return {
    write: (text) => {
      if (failure === undefined) {
        stream.write(text);
      }
    },
    isTerminal,
    get columns() {
      // Some pseudo-terminals say 0.
      return isTerminal && stream.columns !== undefined && stream.columns > 0 ? stream.columns : 80;
    },
    colors: picocolors.createColors(colored),
    flush: async () => {
      if (failure === undefined) {
        await new Promise<void>((resolve) => {
          stream.write("", () => {
            resolve();
          });
        });
      }
      if (failure !== undefined && failure.code !== "EPIPE") {
        throw failure;
      }
    },
  };
}

/**
 * Text from a program, a policy pack or a file, made safe to show: without escape sequences and without control and format
 * characters (which can hide or reorder text, control MCP03-2), but for line breaks and tabs.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/gu, "\n")
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === "\n" || character === "\t" ? character : "\uFFFD"));
}
