/** What must hold of every batch, whatever was sent. */
import type { Approvals } from "../approvals";
import type { Batch } from "../case";
import type { Sent, Trail } from "../field";
import { answerFaults } from "./answer";
import { auditFaults } from "./audit";
import { passageFaults } from "./passage";

/** What does not hold, and where. */
export interface Fault {
  /** Which property: stable, for tests. */
  readonly property: Property;
  /** Place of the case in its batch; undefined: of the whole batch. */
  readonly at?: number | undefined;
  readonly seen: string;
}

/** The properties. */
export type Property =
  | "answered"
  | "audited once"
  | "audit record well-formed"
  | "answer well-formed"
  | "challenge"
  | "no failure while all are well"
  | "no text of a server in a failure"
  | "refused means not reached"
  | "valid token"
  | "scope"
  | "session"
  | "arguments"
  | "no token of a client";

/** @returns everything that does not hold; empty where all does */
export function faultsOf(trail: Trail, batch: Batch, approvals: ReadonlyMap<string, Approvals>): readonly Fault[] {
  const isOneToOne = trail.audit.length === trail.sent.length;
  const counted: Fault[] = isOneToOne
    ? []
    : [{ property: "audited once", seen: `${trail.audit.length} audit records for ${trail.sent.length} requests` }];
  const strays = trail.strays.map(({ method, server, path }): Fault => ({
    property: "refused means not reached",
    seen: `${method} ${path} reached ${server} and belongs to no request`,
  }));
  const tokens = trail.sent.flatMap(({ prepared: { token } }) => token ?? []);
  const own = trail.sent.flatMap((sent: Sent, at): Fault[] => {
    const record = isOneToOne ? trail.audit[at] : undefined;
    const found = [
      ...answerFaults(sent, record, batch.weather === undefined),
      ...(record === undefined ? [] : auditFaults(sent, record)),
      ...passageFaults(sent, approvals.get(sent.one.server), tokens),
    ];
    return found.map((fault) => ({ ...fault, at }));
  });
  const logged = JSON.stringify(trail.logs);
  const leaked: Fault[] = tokens.some((token) => logged.includes(token))
    ? [{ property: "no token of a client", seen: "a client's token stands in the log" }]
    : [];
  return [...counted, ...strays, ...own, ...leaked];
}
