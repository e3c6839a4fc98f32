import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { adding } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";

const REFUSED = plainly(403, "origin-not-allowed", "MCP07-4");

export const attack: Attack = {
  id: "foreign-origin",
  risk: "MCP07",
  controls: ["MCP07-4"],
  title: "Web pages that are not allowed to call",
  why: "Any page that a user opens could use the tools with the user's browser.",
  *attempts({ servers }) {
    for (const server of servers) {
      const [allowed = "https://vscode.dev"] = server.origins;
      const { host } = new URL(allowed);
      const origins = [
        "https://attacker.example",
        "null",
        "",
        "*",
        `http://${host}`,
        `https://${host}.attacker.example`,
        `https://attacker-${host}`,
        `https://${host}:8443`,
        `${allowed}/`,
        `${allowed}/index.html`,
        allowed.toUpperCase(),
        `https://user@${host}`,
        `https://attacker.example?${allowed}`,
        `https://attacker.example#${allowed}`,
        `${allowed}, https://attacker.example`,
        `${allowed} https://attacker.example`,
        "file://",
        "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh",
        "http://localhost:3000",
        new URL(server.url).origin,
        ...(server.origins.length === 0 ? [allowed] : []),
      ];
      for (const origin of origins) {
        yield {
          name: `${server.name}: Origin ${origin === new URL(server.url).origin ? "of the gateway itself" : JSON.stringify(origin)}`,
          run: async (lab) => {
            const request = ordinaryCall(server, await signIn(lab, server));
            return exchange(lab, server, adding(request, ["Origin", origin]), REFUSED);
          },
        };
      }
      yield {
        name: `${server.name}: two Origin headers`,
        run: async (lab) => {
          const request = ordinaryCall(server, await signIn(lab, server));
          const both = adding(request, ["Origin", allowed], ["Origin", "https://attacker.example"]);
          return exchange(lab, server, both, REFUSED);
        },
      };
      yield {
        name: `${server.name}: a foreign origin without a token is told nothing more`,
        run: (lab) =>
          exchange(lab, server, adding(ordinaryCall(server), ["Origin", "https://attacker.example"]), {
            ...REFUSED,
            also: ({ answer }) =>
              Object.keys(answer.headers).find((name) => name.startsWith("access-control-")) === undefined
                ? undefined
                : "the answer opens itself to web pages",
          }),
      };
    }
  },
};
