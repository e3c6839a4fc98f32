import type { Attack } from "../../attack";
import { ANOTHER_USER, signIn } from "../../lab/sign-in";
import { verb } from "../../lab/change";
import type { LabServer } from "../../lab/lab";
import { notification, type MessageOptions } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryCall, ordinaryList, verbsOf } from "../../lab/ordinary";
import { plainly, tokenRefused } from "../../lab/refusals";
import type { RawRequest } from "../../lab/wire";

const FOREIGN = plainly(404, "session-foreign", "MCP07-7");

type Build = (server: LabServer, options: MessageOptions) => RawRequest;

/** All that one can do with a session. */
const USES: Readonly<Record<string, Build>> = {
  "tools/call": ordinaryCall,
  "tools/list": ordinaryList,
  "a notification": (server, options) => notification(server, "notifications/initialized", undefined, options),
  "listening (GET)": (server, options) => verb(ordinaryCall(server, options), "GET"),
  "ending it (DELETE)": (server, options) => verb(ordinaryCall(server, options), "DELETE"),
};

export const attack: Attack = {
  id: "session-theft",
  risk: "MCP07",
  controls: ["MCP07-7"],
  title: "Session ids of other users, clients and servers",
  why: "Who reads a session id in a log or on a screen would carry on another user's conversation.",
  *attempts({ servers }) {
    const holders = servers.filter(({ sessions }) => sessions);
    for (const server of holders) {
      for (const [use, build] of usesOf(server)) {
        yield {
          name: `${server.name}: ${use} with another user's session`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const token = await lab.control.token({ server: server.name, oid: ANOTHER_USER });
            return exchange(lab, server, build(server, { token, session }), FOREIGN);
          },
        };
        for (const azp of server.clients.slice(1)) {
          yield {
            name: `${server.name}: ${use} with the session of the user's other client`,
            run: async (lab) => {
              const { session } = await signIn(lab, server);
              const token = await lab.control.token({ server: server.name, azp });
              return exchange(lab, server, build(server, { token, session }), FOREIGN);
            },
          };
        }
        for (const other of holders.filter(({ name }) => name !== server.name)) {
          yield {
            name: `${server.name}: ${use} with the user's session of ${other.name}`,
            run: async (lab) => {
              const { session } = await signIn(lab, other);
              const token = await lab.control.token({ server: server.name });
              return exchange(lab, server, build(server, { token, session }), FOREIGN);
            },
          };
        }
        yield {
          name: `${server.name}: ${use} with a session and no token`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            return exchange(lab, server, build(server, { session }), tokenRefused(server, "token-missing"));
          },
        };
        yield {
          name: `${server.name}: ${use} without a session`,
          run: async (lab) => {
            const token = await lab.control.token({ server: server.name });
            return exchange(lab, server, build(server, { token }), plainly(400, "session-missing", "MCP07-7"));
          },
        };
        yield {
          name: `${server.name}: ${use} with an empty session`,
          run: async (lab) => {
            const token = await lab.control.token({ server: server.name });
            const request = build(server, { token, session: "" });
            return exchange(lab, server, request, plainly(400, "session-missing", "MCP07-7"));
          },
        };
      }
    }
  },
};

function usesOf(server: LabServer): readonly (readonly [string, Build])[] {
  return Object.entries(USES).filter(([use]) => !use.includes("GET") || verbsOf(server).includes("GET"));
}
