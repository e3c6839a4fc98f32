import { UNKNOWN, type Json } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp03/mcp03-server-has-lock";
import { describeRule } from "../../cases";
import { approving, changed, stack } from "../../fixture";
import { APPROVED } from "../../fixture-documents";
import { part } from "../../fixture";
import { withEdit } from "../../fixture";
import { withInput } from "../../resources";

const EMPTY: Readonly<Record<string, Json>> = {
  ...APPROVED,
  tools: {},
  prompts: {},
  resources: [],
  resourceTemplates: {},
};

/** The stack in an environment, with a server that approves nothing. */
function emptyIn(environment: string) {
  return stack({
    gateway: withInput(part("gateway"), "tags.environment", environment),
    serverPolicy: withEdit(part("serverPolicy"), JSON.stringify(APPROVED), JSON.stringify(EMPTY)),
  });
}

describeRule(rule, {
  noncompliance: [
    { when: "there is no lock", stack: approving("lock", undefined), says: /its policy carries no lock/ },
    { when: "the image is a tag", stack: approving("lock.image", "mcp/trails:1"), says: /names no image by digest/ },
    { when: "there is no version", stack: approving("lock.version", 0), says: /has no version/ },
    { when: "there is no date", stack: approving("lock.date", "2026-02-30"), says: /has no date of approval/ },
    { when: "no scanner judged it", stack: approving("lock.scanner", undefined), says: /which scanner judged it/ },
    {
      when: "the scan found something",
      stack: approving("lock.verdict", "findings"),
      says: /has the verdict "findings": only clean or accepted/,
    },
    {
      when: "a tool has no pin",
      stack: approving("tools.find_trails.pin", undefined),
      says: /tool find_trails has no pin/,
    },
    { when: "a prompt has half a pin", stack: approving("prompts.plan_hike.pin", "3333"), says: /prompt plan_hike/ },
    {
      when: "a template has no pin",
      stack: approving("resourceTemplates", { "trails://guides/{name}": null }),
      says: /template trails:\/\/guides\/\{name\} has no pin/,
    },
    {
      when: "instructions have no pin",
      stack: approving("instructions", "Be helpful"),
      says: /instructions has no pin/,
    },
    {
      when: "nothing at all is approved in prod",
      stack: emptyIn("prod"),
      says: /approves nothing at all in prod/,
    },
    {
      when: "the policy is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "the lock is whole and everything is pinned", stack: stack() },
    { when: "findings were accepted by name", stack: approving("lock.verdict", "accepted") },
    { when: "instructions are pinned", stack: approving("instructions", "5".repeat(64)) },
    { when: "nothing is approved yet in dev", stack: emptyIn("dev") },
  ],
});
