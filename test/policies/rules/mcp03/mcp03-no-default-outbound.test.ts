import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp03/mcp03-no-default-outbound";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "the subnet keeps Azure's default",
      stack: changed("subnet", "defaultOutboundAccess", undefined),
      says: /defaultOutboundAccess is not set: write false/,
    },
    {
      when: "a subnet inside the network's own inputs keeps it",
      stack: changed("network", "subnets", [{ name: "extra" }]),
      says: /subnets\[0\].defaultOutboundAccess is not set/,
    },
    {
      when: "it is unknown",
      stack: changed("subnet", "defaultOutboundAccess", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "no way out of its own", stack: stack() }],
});
