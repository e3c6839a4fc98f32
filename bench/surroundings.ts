/** What the figures were measured on and with. Nothing that tells whose machine it is. */
import os from "node:os";
import { packageVersion, type Installation } from "../.ci/pulumi/harness/installation";

/** The machine and the versions, by what they are called. */
export type Surroundings = Readonly<Record<string, string>>;

const PACKAGES = ["@pulumi/pulumi", "@pulumi/azure-native", "@pulumi/azuread", "@pulumi/random", "@pulumi/policy"];

export function surroundingsOf({ version }: Installation): Surroundings {
  const processors = os.cpus();
  return {
    processor: `${processors[0]?.model.trim() ?? "unknown"}, ${processors.length} cores`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    system: `${os.type()} ${os.arch()}`,
    "Node.js": process.version,
    "Pulumi CLI": version,
    ...Object.fromEntries(PACKAGES.map((name) => [name, packageVersion(name)])),
    "load before": os
      .loadavg()
      .slice(0, 1)
      .map((load) => `${load.toFixed(1)} processes in the last minute`)
      .join(),
  };
}
