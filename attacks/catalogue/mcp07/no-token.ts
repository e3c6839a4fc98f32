import type { Attack } from "../../attack";
import { callTool, rpcRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { challengeFor } from "../../lab/challenge";

export const attack: Attack = {
  id: "no-token",
  risk: "MCP07",
  controls: ["MCP07-1", "MCP07-2"],
  title: "Calls without a token",
  why: "Whoever reaches the address would use the tools.",
  *attempts({ servers }) {
    for (const server of servers) {
      const [tool] = server.tools;
      const requests = {
        "tools/list": rpcRequest(server, "tools/list", {}),
        "tools/call": callTool(server, tool?.name ?? "", {}),
        "wrong scheme": rpcRequest(server, "tools/list", {}, { headers: { Authorization: "Basic dXNlcjpwYXNz" } }),
        "empty bearer": rpcRequest(server, "tools/list", {}, { headers: { Authorization: "Bearer " } }),
      };
      for (const [name, request] of Object.entries(requests)) {
        yield {
          name: `${server.name}: ${name}`,
          run: (lab) =>
            exchange(lab, server, request, {
              status: 401,
              reason: ["token-missing", "token-invalid"],
              control: "MCP07-1",
              challenge: challengeFor(server),
              rpc: null,
            }),
        };
      }
    }
  },
};
