/** The process in which expressions run: frames to it and from it, its end, and its next start. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { FrameReader, writeFrame, type Answer } from "./frames";
import { ExpressionError } from "./types";

/** A question to the process. */
export interface Question {
  readonly message: Record<string, unknown>;
  readonly blobs: readonly Buffer[];
  /** Milliseconds from when the process begins with it. */
  readonly timeoutMs: number;
}

interface Waiting {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: ExpressionError): void;
}

/** How much of what the process writes on stderr is kept for the message about its end. */
const tailLength = 2000;

export class Worker {
  private readonly waiting: Waiting[] = [];
  private readonly ended: Promise<void>;
  private readonly child: ChildProcessWithoutNullStreams;
  private timer: NodeJS.Timeout | undefined;
  private tail = "";
  private why: string | undefined;

  /**
   * @param program compiled host
   * @param now milliseconds since 1970 that expressions are told
   */
  constructor(
    program: string,
    private readonly now: () => number,
  ) {
    this.child = spawn("mono", [program], {
      // One way of writing numbers and dates, and local time that is UTC, wherever this runs.
      env: { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8", MONO_GC_PARAMS: "max-heap-size=1g" },
    });
    const frames = new FrameReader((answer) => {
      this.settle((waiting) => {
        waiting.resolve(answer);
      });
    });
    this.child.stdout.on("data", (chunk: Buffer) => {
      frames.push(chunk);
    });
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.tail = (this.tail + text).slice(-tailLength);
    });
    this.child.stdin.on("error", () => {
      // The process is gone: its end is what is told.
    });
    this.ended = new Promise((resolve) => {
      const end = (reason: string) => {
        this.die(reason);
        resolve();
      };
      this.child.on("error", (error) => {
        end(error.message);
      });
      this.child.on("close", (code, signal) => {
        end(`The process that runs expressions ended (${signal ?? String(code)}). ${this.tail}`.trim());
      });
    });
  }

  get alive(): boolean {
    return this.why === undefined;
  }

  /** @throws ExpressionError `Timeout`, `WorkerDied` */
  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.why !== undefined) {
        reject(new ExpressionError(this.why, "WorkerDied"));
        return;
      }
      this.waiting.push({ question, resolve, reject });
      if (this.waiting.length === 1) this.watch();
      // The process ends itself where its parent can no longer do so: not before the parent would.
      const limitMs = question.timeoutMs + 1000;
      this.child.stdin.write(writeFrame({ ...question.message, now: this.now(), limitMs }, question.blobs));
    });
  }

  async close(): Promise<void> {
    this.child.stdin.end();
    const kill = setTimeout(() => this.child.kill("SIGKILL"), 1000);
    await this.ended;
    clearTimeout(kill);
  }

  /** Only the first in line is being worked on: the time of the others has not begun. */
  private watch(): void {
    clearTimeout(this.timer);
    const [first] = this.waiting;
    if (first === undefined) return;
    this.timer = setTimeout(() => {
      this.settle((waiting) => {
        waiting.reject(
          new ExpressionError(
            `The expression did not end within ${String(first.question.timeoutMs / 1000)} seconds.`,
            "Timeout",
          ),
        );
      });
      this.die("Another expression did not end, and its process was killed.");
      this.child.kill("SIGKILL");
    }, first.question.timeoutMs);
  }

  private settle(how: (waiting: Waiting) => void): void {
    const waiting = this.waiting.shift();
    this.watch();
    if (waiting !== undefined) how(waiting);
  }

  private die(why: string): void {
    this.why ??= why;
    clearTimeout(this.timer);
    for (const waiting of this.waiting.splice(0)) waiting.reject(new ExpressionError(this.why, "WorkerDied"));
  }
}
