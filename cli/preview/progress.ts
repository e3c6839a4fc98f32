import type { EngineEvent } from "../../simulator/engine";
import { printable, type Output } from "../terminal";

type Phase = Extract<EngineEvent, { kind: "phase" }>["phase"];

/** What each phase is called; phases left out last too short to tell of. */
const phases: Partial<Record<Phase, string>> = {
  starting: "Starting the program and the policy pack",
  program: "Running the program",
  tracing: "The program failed: running it once more to find where",
  policies: "Judging the plan",
};

/** Milliseconds between two rewrites of the line: more often only flickers. */
const interval = 80;

/**
 * Tells a person that the preview works, and passes on what the program and the pack log. On a terminal one line is rewritten;
 * elsewhere (a file, a build log) there is one line for each phase.
 */
export class Progress {
  #phase = "";
  #resources = 0;
  #shownAt = -Infinity;
  #onScreen = false;

  /** @param log where to; never where results go */
  constructor(private readonly log: Output) {}

  /** Handles one event of the engine. */
  readonly onEvent = (event: EngineEvent): void => {
    switch (event.kind) {
      case "phase":
        this.#enter(phases[event.phase]);
        break;
      case "resource":
        this.#resources = event.count;
        this.#rewrite();
        break;
      case "diagnostic":
        if (event.severity !== "debug") {
          this.end();
          this.log.write(`${event.severity}: ${printable(event.message)}\n`);
        }
    }
  };

  /** Takes the progress line off the screen, before anything else is written. */
  end(): void {
    if (this.#onScreen) {
      this.log.write("\r\u001B[2K");
      this.#onScreen = false;
    }
  }

  #enter(phase: string | undefined): void {
    if (phase === undefined || phase === this.#phase) {
      return;
    }
    this.#phase = phase;
    this.#shownAt = -Infinity;
    if (this.log.isTerminal) {
      this.#rewrite();
    } else {
      this.log.write(`${phase}${this.#counted()}\n`);
    }
  }

  #rewrite(): void {
    if (!this.log.isTerminal || performance.now() - this.#shownAt < interval) {
      return;
    }
    this.#shownAt = performance.now();
    this.#onScreen = true;
    this.log.write(`\r\u001B[2K${`${this.#phase}${this.#counted()}`.slice(0, this.log.columns - 1)}`);
  }

  #counted(): string {
    return this.#resources === 0 ? "" : `: ${this.#resources} registered`;
  }
}
