import * as pulumi from "@pulumi/pulumi";
import type * as resources from "@pulumi/azure-native/resources";

/** Fails in the place that the configuration names, so that both engines can be seen to fail there. */
export function fail(place: string, group: resources.ResourceGroup): void {
  switch (place) {
    case "nowhere":
      return;
    case "program":
      throw new Error("thrown by the program");
    case "apply":
      group.urn.apply(() => {
        // Without a stack: the SDK prints a coloured one, for which Node 20 takes minutes when it leads through node_modules.
        throw Object.assign(new Error("thrown below an output"), { stack: "Error: thrown below an output" });
      });
      return;
    case "log":
      void pulumi.log.error("logged as an error", group);
      return;
    default:
      throw new pulumi.RunError(`there is no place '${place}' to fail in`);
  }
}
