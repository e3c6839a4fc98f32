import { isAbsentOrEmpty, isNot } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";
import { isSecretName } from "../../framework/shown";

export const rule: Rule = {
  name: "mcp01-no-secret-named-value",
  control: "MCP01-3",
  title: "The gateway keeps no secret in named values",
  why: "Whoever may edit one policy can have the gateway answer with the value of any named value, a secret one too.",
  severity: "high",
  remedy:
    "Use the gateway's managed identity in place of the secret, or let the policy read the vault at run time with that identity. Leave secret and keyVault out of named values.",
  resource: {
    types: ["azure-native:apimanagement:NamedValue", "azure-native:apimanagement:WorkspaceNamedValue"],
    judge: (namedValue) => {
      namedValue.at("secret").must(isNot(true), "keep no secret in a named value");
      namedValue.at("keyVault").must(isAbsentOrEmpty, "keep no secret in a named value, by reference either");
      for (const input of ["displayName", "namedValueId"]) {
        const place = namedValue.at(input);
        place.must(
          (name) => typeof name !== "string" || !isSecretName(name),
          "by its name it is a secret: use an identity instead",
        );
      }
    },
  },
};
