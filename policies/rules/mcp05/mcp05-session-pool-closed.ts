import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

/** Longest life of a session that runs code, in seconds. */
const LONGEST_LIFE = 3600;

export const rule: Rule = {
  name: "mcp05-session-pool-closed",
  control: "MCP05-3",
  title: "Sessions that run code reach nothing and end soon",
  why: "Code that a model was talked into running sends data out, or waits for the next user's.",
  severity: "critical",
  remedy:
    "Set sessionNetworkConfiguration.status to EgressDisabled, bound the lifecycle in seconds, and give the code no identity (lifecycle None).",
  resource: {
    types: ["azure-native:app:ContainerAppsSessionPool"],
    judge: (pool) => {
      pool.at("sessionNetworkConfiguration.status").must(is("EgressDisabled"), "write EgressDisabled");
      const life = pool.at("dynamicPoolConfiguration.lifecycleConfiguration");
      const bound = ["maxAlivePeriodInSeconds", "cooldownPeriodInSeconds"].map((name) => life.at(name));
      const given = bound.find((place) => place.isPresent()) ?? life.at("cooldownPeriodInSeconds");
      given.must(
        (value) => typeof value === "number" && value > 0 && value <= LONGEST_LIFE,
        `write a number of seconds up to ${LONGEST_LIFE}`,
      );
      for (const identity of pool.at("managedIdentitySettings").items("identities must be known")) {
        identity.at("lifecycle").must(is("None"), "write None: Main hands the identity to the code");
      }
    },
  },
};
