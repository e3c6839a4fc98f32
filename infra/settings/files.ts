import type { Lock } from "../../locks";
import { parseLock } from "../../locks/parse";
import { judgeCustomerPolicy, type CustomerPolicy } from "./customer-policy/judge";
import type { Section } from "./customer-policy/elements";

/** Gives the text of a file by its path from the stack files' folder; undefined where there is none. */
export type ReadFile = (file: string) => string | undefined;

/** A server's lock as it was found. */
export type FoundLock =
  | { readonly kind: "missing" }
  | { readonly kind: "damaged"; readonly problems: readonly string[] }
  | { readonly kind: "lock"; readonly lock: Lock };

/** What lies beside the stack files and belongs to the settings: each file read once. */
export class StackFiles {
  private readonly locks = new Map<string, FoundLock>();
  private readonly policies = new Map<string, CustomerPolicy | undefined>();

  public constructor(private readonly read: ReadFile) {}

  /** The approved definitions of a server. */
  public lock(server: string): FoundLock {
    return kept(this.locks, server, () => {
      const text = this.read(lockFile(server));
      return text === undefined ? { kind: "missing" } : parseLock(text);
    });
  }

  /** A policy of the customer's own; undefined where there is no such file. */
  public policy(file: string, section: Section): CustomerPolicy | undefined {
    return kept(this.policies, `${section} ${file}`, () => {
      const text = this.read(policyPath(file));
      return text === undefined ? undefined : judgeCustomerPolicy(text, section);
    });
  }
}

/** Where a server's lock lies, from the stack files' folder. */
export function lockFile(server: string): string {
  return `tools/${server}.lock.json`;
}

/** Where a customer's policy lies, from the stack files' folder. */
export function policyPath(file: string): string {
  return `policies/${file}`;
}

function kept<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) {
    return found;
  }
  const made = make();
  known.set(key, made);
  return made;
}
