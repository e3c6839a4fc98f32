import type { Child } from "./children";

/** Lines of a failed process that are worth showing. */
const SHOWN_LINES = 20;

/** Reads what a child prints, keeping only the first line and the end. */
export class OutputTail {
  /** First line on standard output; never resolves when there is none. */
  readonly firstLine: Promise<string>;
  private out = "";
  private errors = "";

  constructor(child: Child) {
    this.firstLine = new Promise((resolve) => {
      let seen = "";
      child.stdout.on("data", (chunk: Buffer) => {
        const text = chunk.toString("utf8");
        this.out = tail(this.out + text);
        if (seen.includes("\n")) {
          return;
        }
        seen += text;
        const end = seen.indexOf("\n");
        if (end >= 0) {
          resolve(seen.slice(0, end).trim());
        }
      });
    });
    child.stderr.on("data", (chunk: Buffer) => {
      this.errors = tail(this.errors + chunk.toString("utf8"));
    });
  }

  /** The last lines on standard error. */
  errorLines(): readonly string[] {
    return lines(this.errors);
  }

  /** The last lines on standard output. */
  outputLines(): readonly string[] {
    return lines(this.out);
  }
}

function tail(text: string): string {
  return text.slice(-64 * 1024);
}

function lines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-SHOWN_LINES);
}
