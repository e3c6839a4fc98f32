import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp04/mcp04-image-from-own-registry";
import { describeRule } from "../../cases";
import { changed, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "the image is a public registry's",
      stack: changed("app", "template.containers[0].image", `docker.io/mcp/trails@sha256:${"a".repeat(64)}`),
      says: /use a registry of this stack: crtest.azurecr.io/,
    },
    { when: "the registry is not planned here", stack: without("registry"), says: /none is planned/ },
    {
      when: "it is pulled with a password",
      stack: changed("app", "configuration.registries[0].passwordSecretRef", "registry-password"),
      says: /pull with an identity/,
    },
    {
      when: "no identity pulls it",
      stack: changed("app", "configuration.registries[0].identity", undefined),
      says: /identity is not set/,
    },
    {
      when: "the image is unknown",
      stack: changed("app", "template.containers[0].image", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "the stack's registry", stack: stack() }],
});
