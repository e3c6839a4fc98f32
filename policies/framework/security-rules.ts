/** Reading the rules of network security groups, whether they stand in the group or as resources of their own. */
import { same } from "./accepts";
import type { Place } from "./place";
import type { StackUnderJudgement } from "./rule";

const GROUP = "azure-native:network:NetworkSecurityGroup";
const RULE = "azure-native:network:SecurityRule";

/** All rules of a group: those given inline, and those planned as resources of their own. */
export function rulesOf(stack: StackUnderJudgement, group: Place): readonly Place[] {
  const own = stack.places(RULE).filter((rule) => belongsTo(rule, group));
  return [...group.at("securityRules").items("security rules must be known"), ...own];
}

/** The rules that stand in no group of the stack. */
export function rulesWithoutGroup(stack: StackUnderJudgement): readonly Place[] {
  return stack.places(RULE).filter((rule) => !groupsOf(stack).some((group) => belongsTo(rule, group)));
}

function belongsTo(rule: Place, group: Place): boolean {
  return ["networkSecurityGroupName", "resourceGroupName"].every((input) =>
    same(rule.at(input).value, group.at(input).value),
  );
}

/** The groups of the stack. */
export function groupsOf(stack: StackUnderJudgement): readonly Place[] {
  return stack.places(GROUP);
}

/** True where this rule has the direction and access; a hidden one is reported. */
export function isRule(rule: Place, direction: string, access: string): boolean {
  const needed = "direction and access of a security rule must be known";
  return (
    rule.at("direction").text(needed)?.toLowerCase() === direction.toLowerCase() &&
    rule.at("access").text(needed)?.toLowerCase() === access.toLowerCase()
  );
}

/** The addresses of one end of a rule, `source` or `destination`, as places. */
export function addressesOf(rule: Place, end: "source" | "destination"): readonly Place[] {
  const single = rule.at(`${end}AddressPrefix`);
  const several = rule.at(`${end}AddressPrefixes`).items("addresses of a security rule must be known");
  return single.isPresent() || single.isHidden("addresses of a security rule must be known")
    ? [single, ...several]
    : several;
}

/** True for everything, or so much of it that it takes in the internet: `*`, the tag Internet, any prefix below /8. */
export function isInternet(address: unknown): boolean {
  if (typeof address !== "string") {
    return false;
  }
  const prefix = /^[\da-f.:]+\/(\d+)$/i.exec(address)?.[1];
  const isBroad = prefix !== undefined && Number(prefix) < (address.includes(":") ? 7 : 8);
  return isBroad || ["*", "any", "internet"].includes(address.toLowerCase());
}
