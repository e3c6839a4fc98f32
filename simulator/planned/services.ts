/** The vault and the Content Safety account of a plan, with the principals that hold a role on them. */
import { armKeyOf, armKeyOfId } from "../../plan/arm-id";
import type { PlanResource } from "../../plan/format";
import type { PlanView } from "../../plan/view";
import type { Estate } from "./estate";
import { input, text } from "./texts";

/**
 * Built-in roles that let their holder read a secret's value: Key Vault Secrets User, Key Vault Secrets Officer, Key Vault
 * Administrator. Source: Azure built-in roles, "Security".
 */
const READ_SECRETS: readonly string[] = [
  "4633458b-17de-408a-b874-0445c86b69e6",
  "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483",
];

/** Cognitive Services User. Source: Azure built-in roles, "AI + machine learning". */
const CALL_CONTENT_SAFETY: readonly string[] = ["a97b65f3-24c7-4388-baec-2e87135dc908"];

export function vaultOf(view: PlanView): Estate["vault"] {
  const vault = view.ofType("azure-native:keyvault:Vault")[0];
  if (vault === undefined) {
    return undefined;
  }
  const name = text(input(vault, "vaultName"));
  const secrets = view
    .ofType("azure-native:keyvault:Secret")
    .filter((secret) => text(input(secret, "vaultName")).toLowerCase() === name.toLowerCase());
  return {
    host: `${name}.vault.azure.net`,
    secrets: secrets.map((secret) => text(input(secret, "secretName"))),
    readers: [...new Set([vault, ...secrets].flatMap((target) => holders(READ_SECRETS, target, view)))],
  };
}

export function contentSafetyOf(view: PlanView): Estate["contentSafety"] {
  const account = view
    .ofType("azure-native:cognitiveservices:Account")
    .find((candidate) => text(input(candidate, "kind")).toLowerCase() === "contentsafety");
  return account === undefined
    ? undefined
    : {
        host: `${text(input(account, "properties", "customSubDomainName"))}.cognitiveservices.azure.com`,
        callers: holders(CALL_CONTENT_SAFETY, account, view),
      };
}

/** Principals with one of the roles on the resource or on what it lies in. */
function holders(roles: readonly string[], target: PlanResource, view: PlanView): readonly string[] {
  const key = armKeyOf(target);
  return view
    .ofType("azure-native:authorization:RoleAssignment")
    .filter((assignment) => roles.some((role) => text(input(assignment, "roleDefinitionId")).endsWith(role)))
    .filter((assignment) => {
      const scope = armKeyOfId(input(assignment, "scope"));
      // A scope without a group is the subscription's: it covers everything.
      return key !== undefined && scope !== undefined && (key === scope || key.startsWith(`${scope}/`));
    })
    .map((assignment) => text(input(assignment, "principalId")));
}
