import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import type { FaultMode } from "../../lab/control";
import { callTool, rpcRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { argumentsWith, sampled } from "../../payloads/samples";

/** What frameworks, platforms and doors say of themselves when they fail. */
const ownWords = [
  "ECONN",
  "socket hang up",
  "upstream",
  "InternalError",
  "Internal Server Error",
  "stack",
  "127.0.0.1:",
  "node:",
];

export const attack: Attack = {
  id: "broken-server",
  risk: "MCP10",
  controls: ["MCP10-3"],
  title: "Servers that fail, and what is told of it",
  why: "Error texts tell an attacker what stands behind the gateway, and hold data of other users.",
  *attempts({ servers }) {
    for (const [server, { text: call }] of sampled(servers)) {
      for (const mode of ["down", "error"] satisfies FaultMode[]) {
        for (const method of ["tools/list", "tools/call"]) {
          yield {
            name: `${server.name}: ${mode}: ${method}`,
            alone: true,
            run: async (lab) => {
              const caller = await callerOf(lab, server);
              await lab.control.fault(`backend:${server.name}`, mode);
              const request =
                method === "tools/list"
                  ? rpcRequest(server, method, {}, caller)
                  : callTool(server, call.tool, argumentsWith(call, "Lake"), caller);
              return exchange(lab, server, request, {
                ...outcome(server, "backend-failed"),
                reaches: mode === "error",
                also: (seen) => leaks(seen, ...ownWords),
              });
            },
          };
        }
      }
    }
  },
};
