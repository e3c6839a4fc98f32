/** Where judgements are reported. */
import type { PlanResource } from "../../plan/format";
import { CANNOT_BE_KNOWN } from "../verdict";

/** Takes what a rule found. */
export interface Report {
  /** The control is missing: what is wrong with which value, then what to write. */
  readonly violation: (resource: PlanResource, message: string) => void;
  /** The control cannot be judged: a value that it needs is known only after deployment. */
  readonly unknown: (resource: PlanResource, path: string, needed: string) => void;
}

/** A report that hands on each finding once, with the message that people see. */
export function reportTo(send: (urn: string, message: string) => void): Report {
  const seen = new Set<string>();
  const once = (resource: PlanResource, message: string): void => {
    const key = `${resource.urn} ${message}`;
    if (!seen.has(key)) {
      seen.add(key);
      send(resource.urn, message);
    }
  };
  return {
    violation: once,
    unknown: (resource, path, needed) => {
      once(
        resource,
        `${CANNOT_BE_KNOWN} ${path}. Make it known before deployment, from settings and names: ${needed}.`,
      );
    },
  };
}
