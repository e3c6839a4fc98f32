/** Lists of what a server offers, and what the gateway says where one was changed. */
import { namesIn, objectsIn, resultOf } from "./answers";
import { callerOf } from "./caller";
import type { LogRecord } from "./control";
import type { Lab, LabServer } from "./lab";
import { callTool, initializeRequest, isStateless, rpcRequest } from "./messages";
import { exchange, observe, type Seen } from "./oracle";
import { outcome } from "./outcomes";
import type { Breach } from "../attack";

/** The whole definition of a tool as a client receives it; undefined where it is not listed. */
export async function definitionOf(
  lab: Lab,
  server: LabServer,
  tool: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await lab.send(rpcRequest(server, "tools/list", {}, await callerOf(lab, server)));
  return objectsIn(resultOf(answer)?.tools).find(({ name }) => name === tool);
}

/** What must be listed, and what must be said to be changed. */
export interface ListClaim {
  /** Names that must be shown, and no others. */
  readonly listed: readonly string[];
  /** Names that the record must give; empty: there must be no record. */
  readonly changed: readonly string[];
  readonly also?: (seen: Seen) => string | undefined;
}

/** Asks for the list of tools and holds it to the claim. */
export async function listTools(lab: Lab, server: LabServer, claim: ListClaim): Promise<readonly Breach[]> {
  const request = rpcRequest(server, "tools/list", {}, await callerOf(lab, server));
  return exchange(lab, server, request, {
    ...outcome(server, "allowed"),
    also: (seen) => {
      const names = [...namesIn(seen.answer, "tools")].map(String).sort();
      const wanted = [...claim.listed].sort();
      if (JSON.stringify(names) !== JSON.stringify(wanted))
        return `listed ${names.join(", ")}; not ${wanted.join(", ")}`;
      return wrongRecord(seen.traces, server, "tool", claim.changed) ?? claim.also?.(seen);
    },
  });
}

/** Calls a tool that is quarantined: its answer must not differ from that for a tool that never was. */
export async function callQuarantined(lab: Lab, server: LabServer, tool: string): Promise<readonly Breach[]> {
  const caller = await callerOf(lab, server);
  const unknown = await observe(lab, server, callTool(server, "no_such_tool", {}, caller));
  return exchange(lab, server, callTool(server, tool, {}, caller), {
    ...outcome(server, "tool-quarantined"),
    also: ({ answer }) => {
      const difference = withoutId(answer.body) === withoutId(unknown.answer.body);
      return difference ? undefined : `${answer.body} differs from ${unknown.answer.body}`;
    },
  });
}

/** Opens a session or discovers the server, and holds the instructions to the claim. */
export async function readInstructions(
  lab: Lab,
  server: LabServer,
  claim: { readonly shown: string | undefined; readonly changed: boolean },
): Promise<readonly Breach[]> {
  const token = await lab.control.token({ server: server.name });
  const request = isStateless(server)
    ? rpcRequest(server, "server/discover", {}, { token })
    : initializeRequest(server, token);
  return exchange(lab, server, request, {
    ...outcome(server, "allowed"),
    also: (seen) => {
      const shown = resultOf(seen.answer)?.instructions;
      if (shown !== claim.shown) return `instructions are ${JSON.stringify(shown)}, not ${JSON.stringify(claim.shown)}`;
      return wrongRecord(seen.traces, server, "instructions", claim.changed ? ["instructions"] : []);
    },
  });
}

/** One record names every changed thing, the first in `tool`; without a change there is none. */
function wrongRecord(
  traces: readonly LogRecord[],
  server: LabServer,
  kind: string,
  changed: readonly string[],
): string | undefined {
  const records = traces.filter(({ source }) => source === "bulwark-pin");
  if (changed.length === 0)
    return records.length === 0 ? undefined : `a record of a change: ${JSON.stringify(records)}`;
  const [record] = records;
  if (record === undefined || records.length > 1) return `${records.length} records of the change, not one`;
  const names = Array.isArray(record.tools) ? record.tools.map(String).sort() : [];
  const good =
    record.control === "MCP03-1" &&
    record.server === server.name &&
    record.kind === kind &&
    typeof record.time === "string" &&
    typeof record.correlationId === "string" &&
    changed.includes(String(record.tool)) &&
    JSON.stringify(names) === JSON.stringify([...changed].sort());
  return good ? undefined : `the record of the change is ${JSON.stringify(record)}`;
}

function withoutId(body: string): string {
  return body.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");
}
