import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-no-bodies-in-gateway-logs";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "bodies of answers are logged",
      stack: changed("diagnostic", "frontend.response.body.bytes", 8192),
      says: /frontend.response.body.bytes is 8192: write 0/,
    },
    {
      when: "bodies are not mentioned",
      stack: changed("diagnostic", "backend.request.body", undefined),
      says: /backend.request.body.bytes is not set/,
    },
    {
      when: "the Authorization header is logged",
      stack: changed("diagnostic", "frontend.request.headers", ["Authorization"]),
      says: /it carries a credential/,
    },
    {
      when: "the session id is logged, in another case",
      stack: changed("diagnostic", "backend.request.headers", ["mcp-session-ID"]),
      says: /or a session/,
    },
    {
      when: "one API logs more than the service",
      stack: adding(
        resource("apimanagement:ApiDiagnostic", "trails", {
          serviceName: "apim-test",
          apiId: "trails",
          frontend: { request: { body: { bytes: 1 } } },
        }),
      ),
      says: /write 0/,
    },
    {
      when: "the headers are unknown",
      stack: changed("diagnostic", "frontend.request.headers", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "nothing of the message", stack: stack() },
    { when: "a harmless header", stack: changed("diagnostic", "frontend.request.headers", ["MCP-Protocol-Version"]) },
  ],
});
