import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { at, verb } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";

const REFUSED = plainly(404, "no-such-address", "MCP07-4");

const PATHS = [
  "/",
  "/mcp",
  "/sse",
  "/admin",
  "/api",
  "/health",
  "/healthz",
  "/metrics",
  "/openapi.json",
  "/swagger/index.html",
  "/signin",
  "/token",
  "/oauth2/v2.0/token",
  "/authorize",
  "/register",
  "/.env",
  "/.git/config",
  "/robots.txt",
  "/favicon.ico",
  "/.well-known/openid-configuration",
  "/.well-known/oauth-protected-resource",
  "/.well-known/oauth-protected-resource/",
  "/.well-known/oauth-protected-resource/unknown/mcp",
  "/.well-known/jwks.json",
  "/.well-known/security.txt",
  "/subscriptions",
  "/unknown/mcp",
  "/logs",
  "/fault",
  "/reset",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/..%2f..%2fetc%2fpasswd",
];

export const attack: Attack = {
  id: "unknown-addresses",
  risk: "MCP07",
  controls: ["MCP07-4", "MCP08-2"],
  title: "Addresses that nobody planned",
  why: "Whatever else is deployed behind the gateway would be open to anybody.",
  *attempts({ servers }) {
    const [server] = servers;
    if (server === undefined) return;
    for (const path of PATHS) {
      for (const method of ["GET", "POST"]) {
        yield {
          name: `${method} ${path}`,
          run: (lab) => exchange(lab, server, at(verb(ordinaryCall(server), method), path), REFUSED),
        };
      }
    }
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"]) {
      yield {
        name: `${method} /unknown with a good token`,
        run: async (lab) => {
          const { token } = await signIn(lab, server);
          return exchange(lab, server, at(verb(ordinaryCall(server, { token }), method), "/unknown"), REFUSED);
        },
      };
    }
  },
};
