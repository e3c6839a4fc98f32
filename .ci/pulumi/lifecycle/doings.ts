/** What an operation does to which resource, as lines that can be compared. */
import type { Previewed, Operation } from "../harness/stack";

interface Step {
  readonly op: string;
  readonly urn: string;
}

/** What leaves a resource as it is. */
const IDLE = new Set(["same", "read", "refresh"]);

/** What `up` did, such as `update urn:...`; providers, which are no part of the cloud, are left out. */
export function done({ events }: Operation): readonly string[] {
  return lines(events.finished);
}

/** What a preview says that `up` would do. */
export function announced({ steps }: Previewed): readonly string[] {
  return lines(steps);
}

function lines(steps: readonly Step[]): readonly string[] {
  const doings = steps
    .filter(({ op, urn }) => !IDLE.has(op) && !urn.includes("pulumi:providers:"))
    .map(({ op, urn }) => `${op} ${urn}`);
  return [...new Set(doings)].sort();
}

/** A doing without the stack and the parents: `update azure-native:app:ContainerApp trails`. */
export function short(doing: string): string {
  return doing.replace(/^(\S+) urn:[^:]*:[^:]*::[^:]*::(?:.*\$)?(.*)::([^:]*)$/, "$1 $2 $3");
}
