import { isNot } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { addressesOf, groupsOf, isInternet, isRule, rulesOf, rulesWithoutGroup } from "../../framework/security-rules";

const SECURITY_RULE = "azure-native:network:SecurityRule";
const ROUTE_TABLE = "azure-native:network:RouteTable";
const ROUTE = "azure-native:network:Route";

/** Ways to say "all" of an address, a port or a protocol. */
const EVERYTHING: ReadonlySet<unknown> = new Set(["*", "0.0.0.0/0", "0-65535"]);

export const rule: Rule = {
  name: "mcp03-no-egress-to-internet",
  control: "MCP03-3",
  title: "Nothing inside may reach the internet at large",
  why: "A poisoned tool or a hijacked server phones home with what it read.",
  severity: "high",
  remedy:
    "End each network security group with an outbound rule that denies everything, allow destinations by address or service tag other than Internet and AzureCloud, and route what must go out through a firewall that knows names.",
  stack: {
    types: ["azure-native:network:NetworkSecurityGroup", SECURITY_RULE, ROUTE_TABLE, ROUTE],
    judge: (stack) => {
      for (const group of groupsOf(stack)) {
        judgeGroup(stack, group);
      }
      for (const rule of rulesWithoutGroup(stack)) {
        rule
          .at("networkSecurityGroupName")
          .must(() => false, "write the name of a group planned here: what else stands in another cannot be judged");
      }
      for (const route of stack.places(ROUTE)) {
        judgeRoute(route);
      }
      for (const table of stack.places(ROUTE_TABLE)) {
        table.at("routes").items("routes must be known").forEach(judgeRoute);
      }
    },
  },
};

function judgeGroup(stack: StackUnderJudgement, group: Place): void {
  const rules = rulesOf(stack, group);
  for (const allowed of rules.filter((candidate) => isRule(candidate, "Outbound", "Allow"))) {
    for (const destination of addressesOf(allowed, "destination")) {
      destination.must(
        (value) => !isInternet(value) && !isWholeCloud(value),
        "allow only named addresses or a service tag other than Internet and AzureCloud",
      );
    }
  }
  if (group.at("securityRules").hiddenAt === undefined && !rules.some(isDenyAll)) {
    group.wrong(
      "it has no outbound rule that denies everything, and Azure's own default allows the internet: add one with access Deny, protocol *, and * for both addresses and ports.",
    );
  }
}

/** The tag AzureCloud, of one region too: every customer's machines, an attacker's among them. */
function isWholeCloud(address: unknown): boolean {
  return typeof address === "string" && /^AzureCloud(?:\.|$)/i.test(address);
}

function isDenyAll(rule: Place): boolean {
  return (
    isRule(rule, "Outbound", "Deny") &&
    ["protocol", "sourceAddressPrefix", "destinationAddressPrefix", "sourcePortRange", "destinationPortRange"].every(
      (input) => EVERYTHING.has(rule.at(input).value),
    )
  );
}

function judgeRoute(route: Place): void {
  route.at("nextHopType").must(isNot("Internet"), "send it to a firewall (VirtualAppliance) or nowhere (None)");
}
