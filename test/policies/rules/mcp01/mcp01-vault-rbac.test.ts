import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-vault-rbac";
import { describeRule } from "../../cases";
import { resource, withInput } from "../../resources";

const vault = resource("keyvault:Vault", "vault", {
  vaultName: "kv-test",
  properties: { enableRbacAuthorization: true, sku: { family: "A", name: "standard" } },
});

describeRule(rule, {
  noncompliance: [
    {
      when: "access policies decide",
      stack: [withInput(vault, "properties.enableRbacAuthorization", false)],
      says: /enableRbacAuthorization is false: write true/,
    },
    {
      when: "nothing is said, so Azure's default holds",
      stack: [withInput(vault, "properties.enableRbacAuthorization", undefined)],
      says: /is not set/,
    },
    {
      when: "an access policy stands beside the roles",
      stack: [withInput(vault, "properties.accessPolicies", [{ objectId: "x" }])],
      says: /accessPolicies/,
    },
    {
      when: "the token carries a version",
      stack: [
        withInput(
          { ...vault, type: "azure-native_keyvault_v20241101:keyvault:Vault" },
          "properties.enableRbacAuthorization",
          false,
        ),
      ],
      says: /enableRbacAuthorization is false/,
    },
    {
      when: "all properties are unknown",
      stack: [withInput(vault, "properties", UNKNOWN)],
      says: /^cannot be known in preview: properties\./,
    },
  ],
  compliance: [{ when: "roles decide", stack: [vault] }],
});
