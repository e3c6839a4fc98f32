import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { exchange } from "../../lab/oracle";
import { ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { tokenRefused } from "../../lab/refusals";

export const attack: Attack = {
  id: "foreign-token",
  risk: "MCP07",
  controls: ["MCP07-1", "MCP07-3"],
  title: "A good token of another server or another client",
  why: "A server that was given a token, or a program that may use one server, would use the next.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const other of servers.filter(({ name }) => name !== server.name)) {
        for (const build of [ordinaryCall, ordinaryList]) {
          yield {
            name: `${server.name}: token of ${other.name}, ${build === ordinaryCall ? "tools/call" : "tools/list"}`,
            run: async (lab) => {
              const { session } = await signIn(lab, server);
              const { token } = await signIn(lab, other);
              return exchange(lab, server, build(server, { token, session }), tokenRefused(server, "token-invalid"));
            },
          };
        }
        yield {
          name: `${server.name}: token of ${other.name} with this server's scopes`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const token = await lab.control.token({ server: other.name, scp: server.scopes.join(" ") });
            return exchange(
              lab,
              server,
              ordinaryCall(server, { token, session }),
              tokenRefused(server, "token-invalid"),
            );
          },
        };
        for (const azp of other.clients.filter((client) => !server.clients.includes(client))) {
          yield {
            name: `${server.name}: a client of ${other.name} only (${azp})`,
            run: async (lab) => {
              const { session } = await signIn(lab, server);
              const token = await lab.control.token({ server: server.name, azp });
              return exchange(
                lab,
                server,
                ordinaryCall(server, { token, session }),
                tokenRefused(server, "client-not-allowed"),
              );
            },
          };
        }
      }
    }
  },
};
