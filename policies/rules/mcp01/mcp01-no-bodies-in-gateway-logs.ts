import { is } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule } from "../../framework/rule";

/** Headers that carry credentials or a session, in lower case. */
const REFUSED_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "mcp-session-id",
  "ocp-apim-subscription-key",
  "x-api-key",
  "x-ms-client-principal",
  "x-ms-token-aad-access-token",
]);

export const rule: Rule = {
  name: "mcp01-no-bodies-in-gateway-logs",
  control: "MCP01-4",
  title: "Gateway logs hold no bodies and no credentials",
  why: "Tool arguments and answers hold personal data and secrets; a logged Authorization header or session id can be replayed by whoever reads logs.",
  severity: "high",
  remedy:
    "In the Diagnostic write body: { bytes: 0 } for request and response of frontend and backend, and keep Authorization, Cookie, Set-Cookie and Mcp-Session-Id out of headers.",
  resource: {
    types: [
      "azure-native:apimanagement:Diagnostic",
      "azure-native:apimanagement:ApiDiagnostic",
      "azure-native:apimanagement:WorkspaceDiagnostic",
      "azure-native:apimanagement:WorkspaceApiDiagnostic",
    ],
    judge: (diagnostic) => {
      for (const side of ["frontend", "backend"]) {
        for (const direction of ["request", "response"]) {
          judgeMessage(diagnostic.at(`${side}.${direction}`));
        }
      }
    },
  },
};

function judgeMessage(message: Place): void {
  message.at("body.bytes").must(is(0), "write 0");
  for (const header of message.at("headers").items("headers that are logged must be known")) {
    header.must(
      (name) => typeof name === "string" && name !== "*" && !REFUSED_HEADERS.has(name.toLowerCase()),
      "leave it out: it carries a credential or a session",
    );
  }
}
