import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp08/mcp08-diagnostics-everywhere";
import { describeRule } from "../../cases";
import { changed, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    { when: "the vault sends nothing", stack: without("vaultLogs"), says: /sends its AuditEvent to a workspace/ },
    {
      when: "it sends to no workspace",
      stack: changed("vaultLogs", "workspaceId", undefined),
      says: /sends its AuditEvent/,
    },
    {
      when: "it sends another category",
      stack: changed("vaultLogs", "logs", [{ category: "AzurePolicyEvaluationDetails", enabled: true }]),
      says: /sends its AuditEvent/,
    },
    {
      when: "its categories are off",
      stack: changed("gatewayLogs", "logs[0].enabled", false),
      says: /sends its GatewayLogs/,
    },
    {
      when: "rows go to the shared table",
      stack: changed("gatewayLogs", "logAnalyticsDestinationType", undefined),
      says: /write Dedicated/,
    },
    {
      when: "whose logs are sent is unknown",
      stack: changed("vaultLogs", "resourceUri", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "what is sent is unknown",
      stack: changed("vaultLogs", "logs", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "all of them", stack: stack() },
    {
      when: "the needed categories by name",
      stack: changed("registryLogs", "logs", [
        { category: "ContainerRegistryLoginEvents", enabled: true },
        { category: "ContainerRegistryRepositoryEvents", enabled: true },
      ]),
    },
  ],
});
