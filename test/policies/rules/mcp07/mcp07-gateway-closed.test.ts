import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-gateway-closed";
import { describeRule } from "../../cases";
import { changed, part, stack } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "it is open behind Front Door",
      stack: changed("gateway", "publicNetworkAccess", "Enabled"),
      says: /is no declared edge/,
    },
    {
      when: "nothing is said, so it is open",
      stack: changed("gateway", "publicNetworkAccess", undefined),
      says: /publicNetworkAccess is not set/,
    },
    {
      when: "prod declares it the edge",
      stack: stack({
        gateway: withInput(withInput(part("gateway"), "publicNetworkAccess", "Enabled"), "tags.edge", "none"),
      }),
      says: /write Disabled/,
    },
    {
      when: "no tag declares anything",
      stack: stack({
        gateway: withInput(withInput(part("gateway"), "publicNetworkAccess", "Enabled"), "tags", undefined),
      }),
      says: /write Disabled/,
    },
    {
      when: "it is unknown",
      stack: changed("gateway", "publicNetworkAccess", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "closed", stack: stack() },
    {
      when: "the declared edge of dev",
      stack: stack({
        gateway: withInput(withInput(part("gateway"), "publicNetworkAccess", "Enabled"), "tags", {
          edge: "none",
          environment: "dev",
        }),
      }),
    },
    {
      when: "open, with no server behind it yet",
      stack: stack({
        gateway: withInput(part("gateway"), "publicNetworkAccess", "Enabled"),
        api: undefined,
        post: undefined,
        serverPolicy: undefined,
      }),
    },
  ],
});
