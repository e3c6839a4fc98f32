/** Mono, where it is missing. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { newtonsoft } from "./mcs";

const packages = ["mono-mcs", "mono-runtime", "mono-utils", "libnewtonsoft-json5.0-cil"];

/** What expressions need of this machine, and does not find. */
export function missingPrograms(): string[] {
  const programs = ["mcs", "mono"].filter((program) => !onPath(program));
  return newtonsoft() === undefined ? [...programs, "Newtonsoft.Json"] : programs;
}

/**
 * Installs mono with apt-get, as root or with a sudo that asks for no password. Says so on stderr; takes about 15 seconds.
 *
 * @throws Error one line: what to install, and how
 */
export function installMono(): void {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  process.stderr.write(`Installing ${packages.join(", ")} (C# for policy expressions) ...\n`);
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...options: string[]) => {
    const [program, ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...options];
    return spawnSync(program ?? "env", rest, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" }).status === 0;
  };
  const install = () => apt("install", "-y", "--no-install-recommends", ...packages);
  // The package lists of a fresh container are empty.
  if (install() || (apt("update") && install())) {
    if (missingPrograms().length === 0) return;
  }
  throw new Error(
    `Policy expressions are C# and need mono, which is missing here (${missing.join(", ")}): run "sudo apt-get install ${packages.join(" ")}" on Debian or Ubuntu, and start again.`,
  );
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
