/** Verdicts of both engines as lines that can be compared: level, policy, resource, severity, message. */
import type { PreviewResult } from "../../../simulator/engine";
import { withoutColours, type EventLog } from "../harness/event-log";

/** What the real engine's policies said. */
export function realVerdicts({ violations }: EventLog): readonly string[] {
  return violations.map(({ enforcementLevel, policyName, resourceUrn, severity, message }) =>
    line(enforcementLevel, policyName, resourceUrn, severity, message),
  );
}

/** What they said to ours. */
export function ourVerdicts({ violations }: PreviewResult): readonly string[] {
  return violations.map(({ enforcementLevel, policy, urn, severity, message }) =>
    line(enforcementLevel, policy, urn, severity, message),
  );
}

/** Which policy changed which resource. */
export function realRemediations({ remediations }: EventLog): readonly string[] {
  return remediations.map(({ policyName, resourceUrn }) => `${policyName} ${resourceUrn ?? ""}`);
}

/** The same of ours; a remediation that could not be done is told as a violation by the real engine. */
export function ourRemediations({ remediations }: PreviewResult): readonly string[] {
  return remediations.filter(({ properties }) => properties !== undefined).map(({ policy, urn }) => `${policy} ${urn}`);
}

function line(
  level: string,
  policy: string,
  urn: string | undefined,
  severity: string | undefined,
  message: string,
): string {
  const words = withoutColours(message).replace(/\s+/g, " ").trim();
  return `${level} ${policy} ${urn ?? ""} ${severity ?? ""}: ${words}`;
}
