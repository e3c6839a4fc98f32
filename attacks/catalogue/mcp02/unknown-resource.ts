import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import type { LabServer } from "../../lab/lab";
import { isStateless, rpcRequest } from "../../lab/messages";
import { exchange, type Expectation } from "../../lab/oracle";
import { rpcRefused } from "../../lab/refusals";

/** URIs that no scope opens; most stand near one that a scope of `trails` does. */
const URIS = [
  "trails://guides/",
  "trails://guides",
  "trails://guide/lake-loop",
  "trails://other/lake-loop",
  "trails://guides/lake-loop/secret",
  "trails://guides/../secret",
  "trails://guides/..",
  "trails://guides/.",
  "trails://guides/%2e%2e",
  "trails://guides/%2e%2e%2fsecret",
  "trails://guides/..%2fsecret",
  "trails://guides/%252e%252e%252fsecret",
  "trails://guides/a%2fb",
  "trails://guides/a%2Fb",
  "trails://guides/a%252fb",
  "trails://guides/a%25252fb",
  "trails://guides/a%5cb",
  "trails://guides/a\\b",
  "trails://guides/..\\secret",
  "trails://guides/lake-loop%00",
  "trails://guides/lake-loop\u0000",
  "trails://guides/lake-loop\n",
  "trails://guides/lake-loop%0a",
  "trails://guides/lake-loop\t",
  "trails:///guides/lake-loop",
  "trails:/guides/lake-loop",
  "TRAILS://guides/lake-loop",
  "trails://GUIDES/lake-loop",
  "trails://user@guides/lake-loop",
  " trails://guides/lake-loop",
  "xtrails://guides/lake-loop",
  "trails://guides//lake-loop",
  "trails://guides/x/../lake-loop",
  "file:///etc/passwd",
  "file:///proc/self/environ",
  "http://169.254.169.254/metadata/identity/oauth2/token",
  "https://attacker.example/",
  "data:text/plain,x",
  "javascript:alert(1)",
  "ledger://reports/1",
  "",
  "*",
  "/",
  "{name}",
  "trails://guides/{name}/x",
];

const METHODS = ["resources/read", "resources/subscribe", "resources/unsubscribe"];

export const attack: Attack = {
  id: "unknown-resource",
  risk: "MCP02",
  controls: ["MCP02-2"],
  title: "Resources in no scope, and addresses that read as another",
  why: "A server reads whatever file or address it is told.",
  *attempts({ servers }) {
    for (const server of servers) {
      const uris = [...URIS, ...(server.name === "trails" ? [] : ["trails://guides/lake-loop"])];
      for (const uri of uris) {
        for (const method of isStateless(server) ? METHODS.slice(0, 1) : METHODS) {
          if (method !== "resources/read" && uri.length % 3 !== 0) continue;
          yield {
            name: `${server.name}: ${method} ${JSON.stringify(uri)}`,
            run: async (lab) => {
              const caller = await signIn(lab, server);
              return exchange(lab, server, rpcRequest(server, method, { uri }, caller), refused(server));
            },
          };
        }
        yield {
          name: `${server.name}: completion of ${JSON.stringify(uri)}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const params = { ref: { type: "ref/resource", uri }, argument: { name: "name", value: "l" } };
            return exchange(lab, server, rpcRequest(server, "completion/complete", params, caller), refused(server));
          },
        };
      }
    }
  },
};

/** Resource not found: -32002 up to 2025-11-25, -32602 since. Source: Model Context Protocol, "Resources". */
function refused(server: LabServer): Expectation {
  return rpcRefused({
    code: isStateless(server) ? -32602 : -32002,
    reason: "resource-not-available",
    control: "MCP02-2",
  });
}
