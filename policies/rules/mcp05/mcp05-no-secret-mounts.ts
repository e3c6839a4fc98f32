import type { Rule } from "../../framework/rule";

const NEEDED = "volumes must be known";

export const rule: Rule = {
  name: "mcp05-no-secret-mounts",
  control: "MCP05-4",
  title: "Containers mount no secrets, and shares only for reading",
  why: "A tool that was tricked into reading files reads mounted secrets, or plants code on a share that others run.",
  severity: "high",
  remedy: "Use an identity instead of a mounted secret; mount Azure Files with mountOptions that hold ro.",
  resource: {
    types: ["azure-native:app:ContainerApp", "azure-native:app:Job"],
    judge: (place) => {
      for (const volume of place.at("template.volumes").items(NEEDED)) {
        const kind = volume.at("storageType").text(NEEDED)?.toLowerCase();
        if (kind === "secret") {
          volume.wrong(`${volume.path} mounts secrets as files: use a managed identity instead.`);
        } else if (kind === "azurefile" || kind === "nfsazurefile") {
          volume.at("mountOptions").must(
            (options) =>
              typeof options === "string" &&
              options
                .split(",")
                .map((option) => option.trim())
                .includes("ro"),
            "write ro",
          );
        }
      }
    },
  },
};
