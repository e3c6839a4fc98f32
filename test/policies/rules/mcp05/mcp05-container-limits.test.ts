import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp05/mcp05-container-limits";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "no CPU limit",
      stack: changed("app", "template.containers[0].resources.cpu", undefined),
      says: /resources.cpu is not set/,
    },
    {
      when: "no memory limit",
      stack: changed("app", "template.containers[0].resources", undefined),
      says: /resources.memory is not set/,
    },
    {
      when: "replicas without bound",
      stack: changed("app", "template.scale", undefined),
      says: /maxReplicas is not set/,
    },
    {
      when: "a thousand replicas",
      stack: changed("app", "template.scale.maxReplicas", 1000),
      says: /write a number from 1 to 30/,
    },
    {
      when: "the limits are unknown",
      stack: changed("app", "template.containers[0].resources", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "limits", stack: stack() }],
});
