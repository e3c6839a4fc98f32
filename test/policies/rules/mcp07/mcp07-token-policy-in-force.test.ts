import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-token-policy-in-force";
import { describeRule } from "../../cases";
import { adding, apiOf, changed, edited, part, policyOf, stack, withEdit } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "nothing verifies the token",
      stack: stack({
        serverPolicy: withEdit(
          withEdit(part("serverPolicy"), "<validate-azure-ad-token", "<set-variable"),
          "</validate-azure-ad-token",
          "</set-variable",
        ),
      }),
      says: /no policy verifies the client.s token/,
    },
    {
      when: "an API without a policy stands beside the others",
      stack: stack({ rogue: apiOf("trails-metadata", "rogue"), metadata: undefined, metadataPolicy: undefined }),
      says: /\/rogue reaches a backend/,
    },
    {
      when: "an operation drops its API's policy",
      stack: adding(
        policyOf("ApiOperationPolicy", "trails-post", {
          apiId: "trails",
          operationId: "post",
          value: "<policies><inbound /><backend><base /></backend><outbound /><on-error /></policies>",
        }),
      ),
      says: /POST \/trails\/mcp/,
    },
    {
      when: "a header of the client decides",
      stack: stack({
        serverPolicy: withEdit(
          withEdit(
            part("serverPolicy"),
            "<validate-azure-ad-token",
            '<choose><when condition="@(context.Request.Headers.ContainsKey(&quot;X&quot;))"><validate-azure-ad-token',
          ),
          "</validate-azure-ad-token>",
          "</validate-azure-ad-token></when></choose>",
        ),
      }),
      says: /on a way on which no policy verifies/,
    },
    {
      when: "the token is replaced before it is verified",
      stack: edited(
        "serverPolicy",
        "<validate-azure-ad-token",
        '<authentication-managed-identity resource="api://x" /><validate-azure-ad-token',
      ),
      says: /before anything sets Authorization/,
    },
    ...["skip", "append"].map((action) => ({
      when: `Authorization is set before it is verified, exists-action ${action}`,
      stack: edited(
        "serverPolicy",
        "<validate-azure-ad-token",
        `<set-header name="Authorization" exists-action="${action}"><value>Bearer x</value></set-header><validate-azure-ad-token`,
      ),
      says: /before anything sets Authorization/,
    })),
    {
      when: "only validate-jwt verifies it",
      stack: stack({
        serverPolicy: withEdit(
          withEdit(part("serverPolicy"), "<validate-azure-ad-token", "<validate-jwt"),
          "</validate-azure-ad-token",
          "</validate-jwt",
        ),
      }),
      says: /no policy verifies the client.s token/,
    },
    {
      when: "an API lies in a workspace",
      stack: adding(resource("apimanagement:WorkspaceApi", "hidden", { serviceName: "apim-test", apiId: "hidden" })),
      says: /lies in a workspace/,
    },
    {
      when: "the API's policy is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "every way verifies it", stack: stack() },
    {
      when: "Authorization is taken out beforehand, so nothing is verified",
      stack: edited(
        "serverPolicy",
        "<validate-azure-ad-token",
        '<set-header name="Authorization" exists-action="delete" /><validate-azure-ad-token',
      ),
    },
    {
      when: "the operation adds to its API's policy",
      stack: adding(
        policyOf("ApiOperationPolicy", "trails-post", {
          apiId: "trails",
          operationId: "post",
          value:
            "<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>",
        }),
      ),
    },
  ],
});
