/**
 * Where a provider is to fail, said by whoever tests what happens then: `faults.json` in the cloud's folder, a list of
 * {@link Fault}. It is read at every request, so that it can be written and taken away while a provider runs.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

export type Operation = "create" | "update" | "delete" | "read";

export interface Fault {
  /** A regular expression; whole URNs and parts of them match. */
  readonly urn: string;
  readonly operation: Operation;
  /** `error`: the request fails. `die`: the provider's process is gone. `hang`: no answer until the CLI cancels. */
  readonly effect: "error" | "die" | "hang";
  /** Before the cloud has done what was asked (default), or after it has and before anybody is told. */
  readonly when?: "before" | "after";
}

export class Faults {
  private readonly waiting = new Set<(reason: Error) => void>();

  /** @param folder the cloud's; without one nothing ever fails. */
  constructor(private readonly folder: string | undefined) {}

  /** Does what was asked, and fails where it is to. */
  async around<Answer>(urn: string, operation: Operation, act: () => Answer): Promise<Answer> {
    const fault = this.find(urn, operation);
    if (!fault) {
      return act();
    }
    if (fault.when === "after") {
      act();
    }
    return this.strike(fault, urn);
  }

  /** Ends whatever hangs, with an error. */
  cancel(): void {
    this.waiting.forEach((reject) => {
      reject(new Error("cancelled"));
    });
    this.waiting.clear();
  }

  private find(urn: string, operation: Operation): Fault | undefined {
    return this.read().find((fault) => fault.operation === operation && new RegExp(fault.urn).test(urn));
  }

  private read(): readonly Fault[] {
    if (this.folder === undefined) {
      return [];
    }
    try {
      return JSON.parse(readFileSync(path.join(this.folder, "faults.json"), "utf8")) as readonly Fault[];
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") {
        return [];
      }
      throw error;
    }
  }

  private async strike({ effect, operation }: Fault, urn: string): Promise<never> {
    switch (effect) {
      case "error":
        throw new Error(`${operation} of ${urn} fails: faults.json says so`);
      case "die":
        process.kill(process.pid, "SIGKILL");
        break;
      case "hang":
    }
    return new Promise<never>((_resolve, reject) => this.waiting.add(reject));
  }
}
