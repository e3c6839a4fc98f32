import type { Attack } from "../../attack";
import { metadataUrl } from "../../lab/challenge";
import { adding, having } from "../../lab/change";
import { signIn } from "../../lab/sign-in";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly, SERVED } from "../../lab/refusals";

const REFUSED = plainly(403, "host-not-allowed", "MCP07-4");

/** Headers from which a careless server takes its own name. */
const BESIDE = [
  "X-Forwarded-Host",
  "X-Host",
  "X-Original-Host",
  "Forwarded",
  "X-Forwarded-Server",
  "X-Forwarded-Proto",
];

export const attack: Attack = {
  id: "host-header",
  risk: "MCP07",
  controls: ["MCP07-4"],
  title: "Another host's name",
  why: "A web page whose name is pointed at the gateway would call it, and addresses built from the name would lead astray.",
  *attempts({ servers, gateway }) {
    const { host } = new URL(gateway);
    const hosts = [
      "attacker.example",
      `${host}.attacker.example`,
      `attacker.example#${host}`,
      "localhost",
      "0.0.0.0",
      "127.0.0.1:1",
      `${host}.`,
      `x@${host}`,
    ];
    for (const server of servers) {
      for (const name of hosts) {
        for (const hasToken of [true, false]) {
          yield {
            name: `${server.name}: Host ${name.replaceAll(host, "<gateway>")}, ${hasToken ? "good" : "no"} token`,
            run: async (lab) => {
              const caller = await signIn(lab, server);
              const request = ordinaryCall(server, hasToken ? caller : {});
              return exchange(lab, server, having(request, "Host", name), REFUSED);
            },
          };
        }
      }
      for (const header of BESIDE) {
        yield {
          name: `${server.name}: ${header} beside the right Host`,
          run: async (lab) => {
            const request = ordinaryCall(server, await signIn(lab, server));
            const value = header === "Forwarded" ? "host=attacker.example;proto=http" : "attacker.example";
            return exchange(lab, server, adding(request, [header, value]), {
              ...SERVED,
              also: ({ reached }) =>
                JSON.stringify(reached).includes("attacker.example") ? "the name reached the server" : undefined,
            });
          },
        };
        yield {
          name: `${server.name}: ${header} at the metadata`,
          run: (lab) => {
            const { origin, pathname } = new URL(metadataUrl(server));
            const value = header === "Forwarded" ? "host=attacker.example;proto=http" : "attacker.example";
            return exchange(
              lab,
              server,
              { method: "GET", origin, path: pathname, headers: [[header, value]] },
              {
                status: 200,
                reason: "metadata",
                control: null,
                reaches: false,
                also: ({ answer }) =>
                  answer.body.includes("attacker.example") ? "the metadata repeats the name" : undefined,
              },
            );
          },
        };
      }
      yield {
        name: `${server.name}: challenge under another name`,
        run: (lab) =>
          exchange(lab, server, adding(ordinaryCall(server), ["X-Forwarded-Host", "attacker.example"]), {
            status: 401,
            reason: "token-missing",
            control: "MCP07-1",
            also: ({ answer }) =>
              (answer.headers["www-authenticate"] ?? "").includes("attacker.example")
                ? "the challenge repeats the name"
                : undefined,
          }),
      };
    }
  },
};
