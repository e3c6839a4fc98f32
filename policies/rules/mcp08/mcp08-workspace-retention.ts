import { isAtLeast } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

/** Days. Source: control MCP08-3; intrusions are found after weeks. */
const LEAST_DAYS = 90;

export const rule: Rule = {
  name: "mcp08-workspace-retention",
  control: "MCP08-3",
  title: "The workspace keeps records for at least 90 days",
  why: "An intrusion is usually found weeks later; by then the records of how it began are gone.",
  severity: "medium",
  remedy: `Set retentionInDays to ${LEAST_DAYS} or more and leave features.immediatePurgeDataOn30Days out.`,
  resource: {
    types: ["azure-native:operationalinsights:Workspace"],
    judge: (workspace) => {
      workspace.at("retentionInDays").must(isAtLeast(LEAST_DAYS), `write ${LEAST_DAYS} or more`);
      workspace
        .at("features.immediatePurgeDataOn30Days")
        .must((value) => value !== true, "leave it out: it purges records after 30 days");
      workspace
        .at("workspaceCapping.dailyQuotaGb")
        .must(
          (value) => value === undefined || value === -1,
          "leave it out: past the cap nothing is recorded for the rest of the day",
        );
    },
  },
};
