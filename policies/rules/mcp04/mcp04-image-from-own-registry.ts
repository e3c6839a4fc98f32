import { isAbsentOrEmpty } from "../../framework/accepts";
import { containersOf, CONTAINER_TYPES } from "../../framework/containers";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const REGISTRY = "azure-native:containerregistry:Registry";

export const rule: Rule = {
  name: "mcp04-image-from-own-registry",
  control: "MCP04-1",
  title: "Images come from the environment's own registry, pulled by an identity",
  why: "An image from a public registry was scanned by nobody here, and can vanish or be replaced by its owner.",
  severity: "high",
  remedy:
    "Import the image into the stack's registry and name it <registry>.azurecr.io/...; give configuration.registries that server and an identity. Registries outside the stack are named in the pack's configuration (registries).",
  configuration: { registries: true },
  stack: {
    types: CONTAINER_TYPES,
    judge: (stack) => {
      const allowed = registriesOf(stack);
      for (const place of stack.places(...CONTAINER_TYPES)) {
        for (const container of containersOf(place)) {
          container
            .at("image")
            .must(
              (image) => typeof image === "string" && allowed.has((image.split("/")[0] ?? "").toLowerCase()),
              `use a registry of this stack: ${[...allowed].join(", ") || "none is planned"}`,
            );
        }
        judgeCredentials(place, allowed);
      }
    },
  },
};

function registriesOf(stack: StackUnderJudgement): ReadonlySet<string> {
  const own = stack
    .places(REGISTRY)
    .map((registry) => registry.at("registryName").text("image names are compared with the registry's"))
    .filter((name) => name !== undefined)
    .map((name) => `${name}.azurecr.io`);
  return new Set([...own, ...stack.intent.registries()].map((registry) => registry.toLowerCase()));
}

function judgeCredentials(place: Place, allowed: ReadonlySet<string>): void {
  for (const registry of place.at("configuration.registries").items("registries must be known")) {
    registry
      .at("server")
      .must(
        (server) => typeof server === "string" && allowed.has(server.toLowerCase()),
        "use a registry of this stack",
      );
    registry.at("identity").mustBePresent("pull with an identity");
    registry.at("passwordSecretRef").must(isAbsentOrEmpty, "leave it out and pull with an identity");
  }
}
