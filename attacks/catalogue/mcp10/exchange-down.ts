import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import type { FaultMode } from "../../lab/control";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { silentCall } from "../../lab/silent-call";
import { argumentsWith, sampled } from "../../payloads/samples";

export const attack: Attack = {
  id: "exchange-down",
  risk: "MCP10",
  controls: ["MCP07-6", "MCP10-3"],
  title: "Calls in a user's name while no token can be exchanged",
  why: "The server is called with a token that is not meant for it, or with somebody else's.",
  *attempts({ servers }) {
    for (const [server, { text: call }] of sampled(servers.filter(({ identity }) => identity === "user"))) {
      for (const mode of ["down", "error", "throttled", "malformed"] satisfies FaultMode[]) {
        yield {
          name: `${server.name}: ${mode}`,
          alone: true,
          run: async (lab) => {
            const first = await callerOf(lab, server, server.scopes, "aaaaaaaa-0000-4000-8000-000000000001");
            const second = await callerOf(lab, server, server.scopes, "aaaaaaaa-0000-4000-8000-000000000002");
            const before = callTool(server, call.tool, argumentsWith(call, "Lake"), first);
            const served = await lab.send(before);
            if (served.status !== 200) throw new Error(`the first user is answered ${served.status}`);
            await lab.control.fault("entra", mode);
            // Keys and the first user's exchanged token may be kept; nothing of them is the second user's.
            return exchange(lab, server, silentCall(server, call.tool, second), {
              status: 502,
              reason: ["exchange-refused", "credential-unavailable"],
              control: "MCP07-6",
              rpc: -32603,
              also: (seen) => leaks(seen, second.token, first.token, "AADSTS", "ECONN"),
            });
          },
        };
      }
    }
  },
};
