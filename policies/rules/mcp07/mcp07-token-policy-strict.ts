import { documentOf, POLICY_TYPES } from "../../../plan/policy-resource";
import { child, descendants, isExpression, type PolicyElement } from "../../../plan/policy-document";
import { GUID } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

/** Longest skew between clocks that a token's times may have, in seconds. */
const LONGEST_SKEW = 60;
const NAMED_VALUE = /^\{\{[^{}]+\}\}$/;

export const rule: Rule = {
  name: "mcp07-token-policy-strict",
  control: "MCP07-1",
  title: "Token policies name the tenant, the audience and the clients",
  why: "A policy that checks only a signature takes any token of any tenant, issued to any client for any API.",
  severity: "critical",
  remedy:
    "In validate-azure-ad-token write tenant-id as a GUID, <audiences> with this server's audience, and <client-application-ids> with each client's id; no wildcard, no expression, no empty list.",
  resource: {
    types: POLICY_TYPES,
    judge: (policy) => {
      if (policy.at("value").isHidden("a policy document must be whole in preview")) {
        return;
      }
      const document = documentOf(policy.resource);
      if (document.kind !== "policy") {
        return; // azure-policies-complete says so.
      }
      for (const element of descendants(document.root)) {
        for (const problem of problemsOf(element)) {
          policy.wrong(`line ${element.line}: <${element.name}> ${problem}.`);
        }
      }
    },
  },
};

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
  const code = element.attributes["failed-validation-httpcode"] ?? "401";
  return [
    ...(element.attributes["query-parameter-name"] === undefined
      ? []
      : ["takes the token from the query, where it gets into logs: read the header Authorization"]),
    ...(header === undefined || header.toLowerCase() === "authorization"
      ? []
      : [`reads the header ${header}: read Authorization`]),
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
