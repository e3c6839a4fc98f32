import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp04/mcp04-image-by-digest";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "a tag names the image",
      stack: changed("app", "template.containers[0].image", "crtest.azurecr.io/mcp/trails:1.4.2"),
      says: /write repository@sha256/,
    },
    {
      when: "nothing does, so latest is pulled",
      stack: changed("app", "template.containers[0].image", "crtest.azurecr.io/mcp/trails"),
      says: /write repository@sha256/,
    },
    {
      when: "an init container is named by tag",
      stack: changed("app", "template.initContainers", [{ image: "crtest.azurecr.io/init:1" }]),
      says: /initContainers\[0\].image/,
    },
    {
      when: "one unknown hides the template",
      stack: changed("app", "template", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "the image is unknown",
      stack: changed("app", "template.containers[0].image", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "a digest", stack: stack() }],
});
