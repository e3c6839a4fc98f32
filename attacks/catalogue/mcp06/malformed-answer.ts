import type { Attack } from "../../attack";
import { callerOf } from "../../lab/caller";
import { callTool, rpcRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "malformed-answer",
  risk: "MCP06",
  controls: ["MCP06-2"],
  title: "Answers that are no answer of the protocol",
  why: "A client's lenient reader takes from it what the gateway's did not see.",
  *attempts({ servers }) {
    for (const [server, { text: call }] of sampled(servers)) {
      for (const method of ["tools/list", "tools/call"]) {
        // A streamed server's answers to calls pass as they come: only its lists are read.
        if (server.results !== "inspected" && method === "tools/call") continue;
        yield {
          name: `${server.name}: ${method}`,
          alone: true,
          run: async (lab) => {
            const caller = await callerOf(lab, server);
            await lab.control.fault(`backend:${server.name}`, "malformed");
            const request =
              method === "tools/list"
                ? rpcRequest(server, method, {}, caller)
                : callTool(server, call.tool, argumentsWith(call, "Lake"), caller);
            return exchange(lab, server, request, { ...outcome(server, "answer-malformed"), reaches: true });
          },
        };
      }
    }
  },
};
