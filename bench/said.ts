/** When a command says something: our preview tells its phases on stderr, one line each where there is no terminal. */
import type { ChildProcess } from "node:child_process";

/** Seconds from now until a line on stderr begins with this; undefined when none does. */
export function whenSaid(child: ChildProcess, text: string): Promise<number | undefined> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let said = "";
    child.stderr?.on("data", (chunk: string | Buffer) => {
      said += chunk.toString();
      if (`\n${said}`.includes(`\n${text}`)) {
        resolve((performance.now() - begun) / 1000);
      }
    });
    child.once("close", () => {
      resolve(undefined);
    });
  });
}
