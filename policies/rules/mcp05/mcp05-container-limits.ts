import { containersOf, CONTAINER_TYPES } from "../../framework/containers";
import type { Rule } from "../../framework/rule";

/** Replicas of one server beyond which a flood of calls is paid for instead of refused. */
const MOST_REPLICAS = 30;

export const rule: Rule = {
  name: "mcp05-container-limits",
  control: "MCP05-4",
  title: "Every container has limits",
  why: "A tool that was tricked into endless work takes the whole environment down, or the budget.",
  severity: "medium",
  remedy: `Set resources.cpu and resources.memory of each container, and template.scale.maxReplicas (at most ${MOST_REPLICAS}).`,
  resource: {
    types: CONTAINER_TYPES,
    judge: (place) => {
      for (const container of containersOf(place)) {
        container
          .at("resources.cpu")
          .must((value) => typeof value === "number" && value > 0, "write a number of cores");
        container.at("resources.memory").mustBePresent("write an amount such as 0.5Gi");
      }
      if (place.type === "azure-native:app:ContainerApp") {
        place
          .at("template.scale.maxReplicas")
          .must(
            (value) => typeof value === "number" && value >= 1 && value <= MOST_REPLICAS,
            `write a number from 1 to ${MOST_REPLICAS}`,
          );
      }
    },
  },
};
