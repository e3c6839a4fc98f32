import type { Attack, Breach } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { adding, verb } from "../../lab/change";
import type { Lab, LabServer } from "../../lab/lab";
import { initializeRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { plainly, SERVED } from "../../lab/refusals";

/** Seconds that a session lives. */
const LIFE_S = 28_800;

/** What an attacker would have the victim use. */
const CHOSEN = "v1.eyJzIjoidHJhaWxzIn0.chosen-by-the-attacker";

export const attack: Attack = {
  id: "session-life",
  risk: "MCP07",
  controls: ["MCP07-7"],
  title: "Sessions that are over, chosen by the attacker, or where there are none",
  why: "A session id that never ends, or that somebody else chose, is a password that nobody changes.",
  *attempts({ servers }) {
    for (const server of servers) {
      if (!server.sessions) {
        yield {
          name: `${server.name}: a session where there are none does not reach the server`,
          run: async (lab) => {
            const { token } = await signIn(lab, server);
            return exchange(lab, server, ordinaryCall(server, { token, session: CHOSEN }), {
              ...SERVED,
              also: ({ reached }) =>
                reached.some(({ headers }) => headers["mcp-session-id"] !== undefined)
                  ? "the server was given the session"
                  : undefined,
            });
          },
        };
        continue;
      }
      yield { name: `${server.name}: after eight hours`, alone: true, run: (lab) => late(lab, server) };
      yield { name: `${server.name}: after it was ended`, alone: true, run: (lab) => ended(lab, server) };
      yield {
        name: `${server.name}: chosen before initialize`,
        alone: true,
        run: async (lab) => {
          const token = await lab.control.token({ server: server.name });
          return exchange(lab, server, adding(initializeRequest(server, token), ["Mcp-Session-Id", CHOSEN]), {
            ...SERVED,
            also: ({ answer, reached }) => {
              const made = answer.headers["mcp-session-id"] ?? "";
              if (reached.some(({ headers }) => headers["mcp-session-id"] !== undefined)) {
                return "the server was given the chosen session";
              }
              return made === "" || made === CHOSEN || !made.startsWith("v1.") ? `the session is ${made}` : undefined;
            },
          });
        },
      };
      yield {
        name: `${server.name}: the server's own id stays behind the gateway`,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          return exchange(lab, server, ordinaryCall(server, caller), {
            ...SERVED,
            also: ({ answer, reached }) => {
              const own = reached[0]?.headers["mcp-session-id"];
              if (typeof own !== "string" || own === "" || own === caller.session) {
                return "the server was not given its own id";
              }
              const shown = `${answer.body} ${JSON.stringify(answer.headers)} ${caller.session ?? ""}`;
              return shown.includes(own) ? "the client was shown the server's own id" : undefined;
            },
          });
        },
      };
    }
  },
};

async function late(lab: Lab, server: LabServer): Promise<readonly Breach[]> {
  const { session } = await signIn(lab, server);
  await lab.control.advance(LIFE_S + 1);
  const token = await lab.control.token({ server: server.name });
  return exchange(lab, server, ordinaryCall(server, { token, session }), plainly(404, "session-expired", "MCP07-7"));
}

async function ended(lab: Lab, server: LabServer): Promise<readonly Breach[]> {
  const caller = await signIn(lab, server);
  const found = await exchange(lab, server, verb(ordinaryCall(server, caller), "DELETE"), SERVED);
  const again = await exchange(lab, server, ordinaryList(server, caller), {
    // The server itself says that its session is gone.
    status: 404,
    reason: "allowed",
    control: null,
  });
  return [...found, ...again];
}
