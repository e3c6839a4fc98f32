import reasons from "../../apim-policies/reasons.json";
import { AUDIT_KEYS, type LogRecord } from "../../attacks/lab/control";
import type { Sent } from "../field";
import type { Fault } from ".";

/** Reasons that are told only once the server has answered, or failed to. */
const AFTER_THE_SERVER = /^(?:answer|backend)-/;

/** What the record of one request must be. */
export function auditFaults({ answer, reached }: Sent, record: LogRecord): readonly Fault[] {
  const { reason, control, decision, status } = record;
  const faults: Fault[] = [];
  const claim = (holds: boolean, seen: string): void => {
    if (!holds) faults.push({ property: "audit record well-formed", seen });
  };
  const missing = AUDIT_KEYS.filter((key) => !(key in record));
  claim(missing.length === 0, `without ${missing.join(", ")}`);
  claim(typeof reason === "string" && Object.hasOwn(reasons, reason), `reason ${JSON.stringify(reason)} is not known`);
  claim(
    decision === (control === null ? "allow" : "deny"),
    `decision ${JSON.stringify(decision)} for control ${JSON.stringify(control)}`,
  );
  claim(
    answer instanceof Error || status === answer.status,
    `status ${JSON.stringify(status)} for an answer of ${answer instanceof Error ? "none" : answer.status}`,
  );
  if (reason === "gateway-fault") {
    faults.push({ property: "no failure while all are well", seen: "an expression of the gateway failed" });
  }
  const mayReach = decision === "allow" || AFTER_THE_SERVER.test(String(reason));
  if (!mayReach && reached.length > 0) {
    faults.push({
      property: "refused means not reached",
      seen: `refused for ${String(reason)}, and reached the server`,
    });
  }
  return faults;
}
