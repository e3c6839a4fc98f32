import { documentOf, POLICY_TYPES, serviceOf } from "../../../plan/policy-resource";
import { child, descendants, isExpression, type PolicyElement } from "../../../plan/policy-document";
import { GUID } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import { wholeDocument } from "../../framework/document";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { ownTenants } from "../../framework/tenants";

/** Longest skew between clocks that a token's times may have, in seconds. */
const LONGEST_SKEW = 60;
const SERVICE = "azure-native:apimanagement:ApiManagementService";
/** Microsoft's own client for the command line. */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const ENTRA = /^https:\/\/login\.microsoftonline\.com\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//i;
const NAMED_VALUE = /^\{\{[^{}]+\}\}$/;

export const rule: Rule = {
  name: "mcp07-token-policy-strict",
  control: "MCP07-1",
  title: "Token policies name the tenant, the audience and the clients",
  why: "A policy that checks only a signature takes any token of any tenant, issued to any client for any API.",
  severity: "critical",
  configuration: { environment: true },
  remedy:
    "In validate-azure-ad-token write your tenant-id as a GUID, <audiences> with this server's audience alone, and <client-application-ids> with each client's id; no wildcard, no expression, no empty list.",
  resource: {
    types: POLICY_TYPES,
    judge: (policy) => {
      const root = wholeDocument(policy);
      if (root === undefined) {
        return;
      }
      for (const element of descendants(root)) {
        report(policy, element, problemsOf(element));
      }
    },
  },
  stack: {
    types: POLICY_TYPES,
    judge: (stack) => {
      const tenants = ownTenants(stack);
      for (const policy of stack.places(...POLICY_TYPES)) {
        const document = documentOf(policy.resource);
        const isProd = environmentOf(stack, policy) === "prod";
        for (const element of document.kind === "policy" ? descendants(document.root) : []) {
          report(policy, element, tenantProblems(element, tenants));
          if (isProd) {
            report(policy, element, developmentClientProblems(element));
          }
        }
      }
    },
  },
};

function report(policy: Place, element: PolicyElement, problems: readonly string[]): void {
  for (const problem of problems) {
    policy.wrong(`line ${element.line}: <${element.name}> ${problem}.`);
  }
}

/** Policies have no tags: the gateway's count. */
function environmentOf(stack: StackUnderJudgement, policy: Place): string {
  const service = stack.places(SERVICE).find((place) => serviceOf(place.resource) === serviceOf(policy.resource));
  return stack.intent.environment(service ?? policy);
}

/** Where the stack plans no vault, any one tenant passes as its own. */
function tenantProblems(element: PolicyElement, tenants: ReadonlySet<string>): readonly string[] {
  const isOwn = (tenant: string): boolean => tenants.size === 0 || tenants.has(tenant.toLowerCase());
  if (element.name === "validate-azure-ad-token") {
    const tenant = element.attributes["tenant-id"] ?? "";
    return !GUID.test(tenant) || isOwn(tenant)
      ? [] // What is no GUID is refused above.
      : [`has tenant-id ${tenant}: that is another tenant than the one of this stack's vault`];
  }
  if (element.name !== "validate-jwt") {
    return [];
  }
  const configurations = element.children.filter(({ name }) => name === "openid-config");
  const issuers = child(element, "issuers")?.children ?? [];
  const addresses = [
    ...configurations.map(({ attributes }) => attributes.url ?? ""),
    ...issuers.map(({ text }) => text),
  ];
  return [
    ...(configurations.length > 0
      ? []
      : ["names no <openid-config>: name your tenant's, or write validate-azure-ad-token"]),
    ...addresses
      .filter((address) => !isOwn(ENTRA.exec(address)?.[1] ?? "") || !ENTRA.test(address))
      .map((address) => `trusts "${address}": write https://login.microsoftonline.com/<your tenant's id>/...`),
  ];
}

function developmentClientProblems(element: PolicyElement): readonly string[] {
  const clients = element.name === "validate-azure-ad-token" ? child(element, "client-application-ids")?.children : [];
  return (clients ?? []).some(({ text }) => text.toLowerCase() === AZURE_CLI)
    ? ["lets the Azure CLI call in prod, with whatever it is told to run: take its id out"]
    : [];
}

function problemsOf(element: PolicyElement): readonly string[] {
  if (element.name === "validate-azure-ad-token") {
    return [...entraProblems(element), ...commonProblems(element)];
  }
  return element.name === "validate-jwt" ? [...jwtProblems(element), ...commonProblems(element)] : [];
}

function entraProblems(element: PolicyElement): readonly string[] {
  const tenant = element.attributes["tenant-id"] ?? "";
  return [
    ...(GUID.test(tenant) ? [] : [`has tenant-id "${tenant}": write your tenant's GUID`]),
    ...listProblems(element, "audiences", "the audience of this server", isExactText),
    ...listProblems(element, "client-application-ids", "the ids of the clients that may call", isClientId),
  ];
}

function jwtProblems(element: PolicyElement): readonly string[] {
  const off = ["require-expiration-time", "require-signed-tokens"].filter(
    (attribute) => (element.attributes[attribute] ?? "true").toLowerCase() !== "true",
  );
  const skew = element.attributes["clock-skew"] ?? "0";
  return [
    ...off.map((attribute) => `has ${attribute} off: leave it out, or write true`),
    ...(Number(skew) <= LONGEST_SKEW ? [] : [`has clock-skew ${skew}: write ${LONGEST_SKEW} or less`]),
    ...listProblems(element, "audiences", "the audience of this server", isExactText),
    ...listProblems(element, "issuers", "your tenant's issuer", isExactText),
  ];
}

function commonProblems(element: PolicyElement): readonly string[] {
  const header = element.attributes["header-name"];
  const keys = ["issuer-signing-keys", "decryption-keys"].filter((name) => child(element, name) !== undefined);
  const audiences = child(element, "audiences")?.children ?? [];
  const code = element.attributes["failed-validation-httpcode"] ?? "401";
  return [
    ...(element.attributes["query-parameter-name"] === undefined
      ? []
      : ["takes the token from the query, where it gets into logs: read the header Authorization"]),
    ...(header === undefined || header.toLowerCase() === "authorization"
      ? []
      : [`reads the header ${header}: read Authorization`]),
    ...keys.map((name) => `has <${name}>: leave it out, Entra publishes its keys itself`),
    ...(audiences.length <= 1 ? [] : [`names ${audiences.length} audiences: name this server's alone`]),
    ...(code === "401" ? [] : [`answers ${code} to a bad token: write 401`]),
  ];
}

function listProblems(
  element: PolicyElement,
  list: string,
  what: string,
  isExact: (text: string) => boolean,
): readonly string[] {
  const items = child(element, list)?.children ?? [];
  if (items.length === 0) {
    return [`names no <${list}>: name ${what}`];
  }
  return items
    .filter((item) => !isExact(item.text))
    .map((item) => `has "${item.text}" in <${list}>: name ${what}, exactly`);
}

function isExactText(text: string): boolean {
  return NAMED_VALUE.test(text) || (text !== "" && !isExpression(text) && !text.includes("*"));
}

function isClientId(text: string): boolean {
  return NAMED_VALUE.test(text) || GUID.test(text);
}
