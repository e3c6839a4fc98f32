import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp03/mcp03-image-is-locked";
import { describeRule } from "../../cases";
import { approving, changed, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "another image runs than was approved",
      stack: changed("app", "template.containers[0].image", `crtest.azurecr.io/mcp/trails@sha256:${"b".repeat(64)}`),
      says: /the lock of trails was made from sha256:a{64}: make the lock anew/,
    },
    {
      when: "the image that runs is named by tag",
      stack: changed("app", "template.containers[0].image", "crtest.azurecr.io/mcp/trails:1"),
      says: /it runs crtest\.azurecr\.io\/mcp\/trails:1/,
    },
    {
      when: "another image runs before it",
      stack: changed("app", "template.initContainers", [{ name: "x", image: "x@sha256:y" }]),
      says: /it runs x@sha256:y/,
    },
    {
      when: "the lock names no image",
      stack: approving("lock.image", undefined),
      says: /was made from no image/,
    },
    { when: "no app is the server's", stack: without("app"), says: /no ContainerApp has the tag mcp-server/ },
    {
      when: "the policy does not say which server it is",
      stack: approving("server", undefined),
      says: /no ContainerApp has the tag mcp-server/,
    },
    {
      when: "the image is unknown",
      stack: changed("app", "template.containers[0].image", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "which server an app is, is unknown",
      stack: changed("app", "tags", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "the approved image runs", stack: stack() }],
});
