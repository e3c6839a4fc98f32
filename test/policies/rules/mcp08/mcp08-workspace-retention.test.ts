import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp08/mcp08-workspace-retention";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    { when: "thirty days", stack: changed("workspace", "retentionInDays", 30), says: /write 90 or more/ },
    { when: "nothing is said", stack: changed("workspace", "retentionInDays", undefined), says: /is not set/ },
    {
      when: "records are purged after all",
      stack: changed("workspace", "features.immediatePurgeDataOn30Days", true),
      says: /purges records/,
    },
    {
      when: "a cap stops recording",
      stack: changed("workspace", "workspaceCapping", { dailyQuotaGb: 1 }),
      says: /past the cap nothing is recorded/,
    },
    {
      when: "it is unknown",
      stack: changed("workspace", "retentionInDays", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "ninety days", stack: stack() }],
});
