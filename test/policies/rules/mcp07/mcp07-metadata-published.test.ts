import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-metadata-published";
import { describeRule } from "../../cases";
import { changed, edited, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "one place is missing",
      stack: without("metadataAtServer", "metadataAtServerGet", "metadataAtServerPolicy"),
      says: /GET \/trails\/mcp\/.well-known\/oauth-protected-resource is not served/,
    },
    {
      when: "it is for another server",
      stack: edited("metadataPolicy", "azure-api.net/trails/mcp", "azure-api.net/other/mcp"),
      says: /"resource" ends in \/trails\/mcp/,
    },
    {
      when: "it names nobody to sign in with",
      stack: edited(
        "metadataPolicy",
        '["https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0"]',
        "[]",
      ),
      says: /authorization_servers/,
    },
    {
      when: "it asks for a token",
      stack: edited(
        "metadataPolicy",
        "<return-response>",
        '<validate-azure-ad-token tenant-id="11111111-1111-4111-8111-111111111111" /><return-response>',
      ),
      says: /serve it anonymously/,
    },
    { when: "the backend answers it", stack: without("metadataPolicy"), says: /goes on to a backend/ },
    {
      when: "the document is unknown",
      stack: changed("metadataPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "both places, anonymous", stack: stack() }],
});
