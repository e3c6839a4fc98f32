import type { Rule } from "../../framework/rule";
import { addressesOf, groupsOf, isInternet, isRule, rulesOf } from "../../framework/security-rules";

export const rule: Rule = {
  name: "mcp07-no-inbound-from-internet",
  control: "MCP07-5",
  title: "No security group lets the internet in",
  why: "One rule with source * makes everything in the subnet reachable the day it gets an address.",
  severity: "high",
  remedy: "Allow inbound only from named addresses or from a service tag other than Internet.",
  stack: {
    types: ["azure-native:network:NetworkSecurityGroup"],
    judge: (stack) => {
      for (const group of groupsOf(stack)) {
        for (const allowed of rulesOf(stack, group).filter((candidate) => isRule(candidate, "Inbound", "Allow"))) {
          for (const source of addressesOf(allowed, "source")) {
            source.must(
              (value) => !isInternet(value),
              "allow only named addresses or a service tag other than Internet",
            );
          }
        }
      }
    },
  },
};
