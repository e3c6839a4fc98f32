/** Ordinary calls of the sample servers' tools. */
import { callTool, rpcRequest, type MessageOptions } from "./messages";
import type { LabServer, LabTool } from "./lab";
import type { RawRequest } from "./wire";

/** Arguments that fit, by tool; a tool that is not named takes none. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  find_trails: { region: "north" },
  get_trail: { id: "lake-loop" },
  report_condition: { id: "lake-loop", condition: "good" },
  get_expense: { id: "2026-0001" },
  submit_expense: { purpose: "Train to Lund", lines: [{ text: "Ticket", cents: 8450 }] },
  get_forecast: { place: "Lund" },
  watch_weather: { place: "Lund", seconds: 1 },
};

export function ordinaryArguments(tool: string): Readonly<Record<string, unknown>> {
  return ARGUMENTS[tool] ?? {};
}

/** The tool that stands first in the simulator's line. */
export function firstTool(server: LabServer): LabTool {
  const [tool] = server.tools;
  if (tool === undefined) throw new Error(`${server.name} has no tools: the catalogue needs one`);
  return tool;
}

/** A call of the first tool that is served. */
export function ordinaryCall(server: LabServer, options: MessageOptions = {}): RawRequest {
  const { name } = firstTool(server);
  return callTool(server, name, ordinaryArguments(name), options);
}

/** The cheapest request that is served. */
export function ordinaryList(server: LabServer, options: MessageOptions = {}): RawRequest {
  return rpcRequest(server, "tools/list", {}, options);
}

/** Verbs that a server's address answers: what it sends unasked cannot be inspected, so only a streamed one is listened to. */
export function verbsOf({ sessions, results }: LabServer): readonly string[] {
  return sessions ? ["POST", ...(results === "streamed" ? ["GET"] : []), "DELETE"] : ["POST"];
}
