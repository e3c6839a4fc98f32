import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-no-secret-named-value";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    { when: "the value is marked secret", stack: changed("audience", "secret", true), says: /secret is true/ },
    {
      when: "the value is read from the vault",
      stack: changed("audience", "keyVault", { secretIdentifier: "https://kv-test.vault.azure.net/secrets/x" }),
      says: /keyVault/,
    },
    {
      when: "its name says that it is a secret",
      stack: changed("audience", "displayName", "backend-api-key"),
      says: /by its name it is a secret/,
    },
    {
      when: "whether it is secret is unknown",
      stack: changed("audience", "secret", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "an id that only Entra knows", stack: stack() }],
});
