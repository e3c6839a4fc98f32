import type { Attack } from "../../attack";
import { adding, verb } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall, verbsOf } from "../../lab/ordinary";
import { plainly, SERVED, tokenRefused } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";

const VERBS = ["PUT", "PATCH", "OPTIONS", "TRACE", "HEAD", "PROPFIND", "PURGE", "SEARCH", "LINK", "MKCOL"];
const OVERRIDES = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Forwarded-Method"];

export const attack: Attack = {
  id: "verbs",
  risk: "MCP07",
  controls: ["MCP10-3", "MCP07-4", "MCP05-1"],
  title: "Verbs that the protocol does not use, and verbs in disguise",
  why: "A verb that no policy was written for goes around the one that was.",
  *attempts({ servers }) {
    for (const server of servers) {
      const allowed = verbsOf(server);
      const refused = [...VERBS, ...["GET", "DELETE"].filter((one) => !allowed.includes(one))];
      for (const method of refused) {
        for (const hasToken of [true, false]) {
          yield {
            name: `${server.name}: ${method}, ${hasToken ? "good" : "no"} token`,
            run: async (lab) => {
              const caller = await signIn(lab, server);
              const request = verb(ordinaryCall(server, hasToken ? caller : {}), method);
              return exchange(lab, server, request, {
                ...plainly(405, "method-not-allowed", "MCP10-3"),
                also: ({ answer }) => {
                  const told = (answer.headers.allow ?? "").split(/, ?/).sort().join(" ");
                  return told === [...allowed].sort().join(" ")
                    ? undefined
                    : `Allow is ${answer.headers.allow ?? "missing"}`;
                },
              });
            },
          };
        }
      }
      for (const header of OVERRIDES) {
        yield {
          name: `${server.name}: POST that ${header} calls a DELETE`,
          run: async (lab) => {
            const request = ordinaryCall(server, await signIn(lab, server));
            return exchange(lab, server, adding(request, [header, "DELETE"]), {
              ...SERVED,
              also: ({ reached }) => {
                const [only] = reached;
                if (reached.length !== 1 || only?.method !== "POST") return "not one POST reached the server";
                return only.headers[header.toLowerCase()] === undefined
                  ? undefined
                  : "the server was told of the override";
              },
            });
          },
        };
      }
      for (const method of allowed.filter((one) => one !== "POST")) {
        yield {
          name: `${server.name}: ${method} with a body`,
          run: async (lab) => {
            const call = ordinaryCall(server, await signIn(lab, server));
            const request = verb(call, method, String(call.body));
            return exchange(lab, server, request, plainly(400, "message-shape", "MCP05-1"));
          },
        };
        yield {
          name: `${server.name}: ${method} without a token`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const request = verb(ordinaryCall(server, { session }), method);
            return exchange(lab, server, request, tokenRefused(server, "token-missing"));
          },
        };
      }
      if (!allowed.includes("GET")) continue;
      yield {
        name: `${server.name}: GET that takes only JSON`,
        run: async (lab) => {
          const call = ordinaryCall(server, {
            ...(await signIn(lab, server)),
            headers: { Accept: "application/json" },
          });
          return exchange(lab, server, verb(call, "GET"), plainly(406, "accept", "MCP05-1"));
        },
      };
    }
  },
};
