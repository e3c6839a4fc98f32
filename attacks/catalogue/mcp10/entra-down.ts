import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import type { FaultMode } from "../../lab/control";
import { rpcRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";

export const attack: Attack = {
  id: "entra-down",
  risk: "MCP10",
  controls: ["MCP07-1", "MCP10-3"],
  title: "Tokens shown while Entra's keys cannot be read",
  why: "A token that nobody can check is taken for a good one.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const mode of ["down", "error", "malformed"] satisfies FaultMode[]) {
        yield {
          name: `${server.name}: ${mode}, keys never read`,
          alone: true,
          run: async (lab) => {
            const token = await lab.control.token({ server: server.name });
            await lab.control.fault("entra", mode);
            return exchange(lab, server, rpcRequest(server, "tools/list", {}, { token }), {
              status: [401, 500],
              reason: ["token-invalid", "gateway-fault"],
              control: ["MCP07-1", "MCP10-3"],
              also: (seen) => leaks(seen, token, "ECONN", "IDX", "jwks"),
            });
          },
        };
      }
      yield {
        name: `${server.name}: forged token, keys read before`,
        alone: true,
        run: async (lab) => {
          await callerOf(lab, server);
          const forged = await lab.control.token({ server: server.name, kid: "unknown" });
          await lab.control.fault("entra", "down");
          return exchange(lab, server, rpcRequest(server, "tools/list", {}, { token: forged }), {
            status: 401,
            reason: "token-invalid",
            control: "MCP07-1",
            rpc: null,
          });
        },
      };
    }
  },
};
