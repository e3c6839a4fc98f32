import picocolors from "picocolors";
import type { Output } from "../../cli/terminal";

/** An output that keeps what is written to it. */
export interface Recorder extends Output {
  readonly text: string;
}

/** @param isTerminal whether it plays a terminal, with colours */
export function recorder(isTerminal = false, columns = 80): Recorder {
  const written: string[] = [];
  return {
    write: (text) => {
      written.push(text);
    },
    get text() {
      return written.join("");
    },
    isTerminal,
    columns,
    colors: picocolors.createColors(isTerminal),
  };
}
