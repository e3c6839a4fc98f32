import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp05/mcp05-session-pool-closed";
import { describeRule } from "../../cases";
import { resource, withInput } from "../../resources";

const pool = resource("app:ContainerAppsSessionPool", "code", {
  sessionPoolName: "code",
  sessionNetworkConfiguration: { status: "EgressDisabled" },
  dynamicPoolConfiguration: { lifecycleConfiguration: { lifecycleType: "Timed", cooldownPeriodInSeconds: 300 } },
});

describeRule(rule, {
  noncompliance: [
    {
      when: "code may reach the network",
      stack: [withInput(pool, "sessionNetworkConfiguration.status", "EgressEnabled")],
      says: /write EgressDisabled/,
    },
    {
      when: "sessions live on",
      stack: [withInput(pool, "dynamicPoolConfiguration", undefined)],
      says: /write a number of seconds up to 3600/,
    },
    {
      when: "the code gets an identity",
      stack: [withInput(pool, "managedIdentitySettings", [{ identity: "system", lifecycle: "Main" }])],
      says: /write None/,
    },
    {
      when: "egress is unknown",
      stack: [withInput(pool, "sessionNetworkConfiguration", UNKNOWN)],
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "closed and short", stack: [pool] }],
});
