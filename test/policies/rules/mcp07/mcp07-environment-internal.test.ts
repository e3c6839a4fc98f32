import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-environment-internal";
import { describeRule } from "../../cases";
import { changed, part, stack, without } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "the environment is public",
      stack: changed("environment", "vnetConfiguration.internal", false),
      says: /vnetConfiguration.internal is false/,
    },
    {
      when: "it has no network of its own",
      stack: changed("environment", "vnetConfiguration", undefined),
      says: /is not set: write true/,
    },
    {
      when: "public access is on",
      stack: changed("environment", "publicNetworkAccess", "Enabled"),
      says: /write Disabled/,
    },
    {
      when: "an external app runs in an environment that is not planned here",
      stack: without("environment"),
      says: /that is the internet/,
    },
    {
      when: "whether it is internal is unknown",
      stack: changed("environment", "vnetConfiguration", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "the app's environment is unknown",
      stack: changed("app", "managedEnvironmentId", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "an external app in an internal environment", stack: stack() },
    {
      when: "an app that is not external, anywhere",
      stack: stack({ app: withInput(part("app"), "configuration.ingress.external", false), environment: undefined }),
    },
  ],
});
