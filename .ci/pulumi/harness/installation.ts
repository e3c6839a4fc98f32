/**
 * The real Pulumi CLI as a user has it in `~/.pulumi`, but for two things: the Node.js language host and the providers
 * are the stand-ins of this project. Laid into a temporary folder, so that no run sees another's.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { timed } from "./timing";

/** The project's own folder. */
export const ROOT = path.resolve(__dirname, "../../..");

/** Our stand-ins for providers, as the npm packages that they stand in for are called. */
const PROVIDERS = ["azure-native", "azuread", "random"];

/** A CLI that is ready to run. */
export interface Installation {
  /** What `PULUMI_HOME` is to be. */
  readonly home: string;
  /** The CLI, absolute. */
  readonly binary: string;
  /** Version of the CLI as it says itself, such as `v3.248.0`. */
  readonly version: string;
  remove(): void;
}

/**
 * Builds the CLI where it is not built yet and lays everything out. Takes minutes the first time, a second later on. What is
 * compiled from this project must be there (`compile.ts`).
 *
 * @throws Error that says what to do where there is no CLI of the SDK's version and none can be built
 */
export function install(): Installation {
  const built = timed("the Pulumi CLI", builtCli);
  const home = mkdtempSync(path.join(os.tmpdir(), "bulwark-pulumi-home-"));
  const bin = path.join(home, "bin");
  mkdirSync(bin);
  const binary = path.join(bin, "pulumi");
  linkOrCopy(built, binary);
  // The CLI looks for its language hosts beside itself.
  writeCommand(path.join(bin, "pulumi-language-nodejs"), path.join(ROOT, "build/.ci/pulumi-language-nodejs.js"));
  for (const name of PROVIDERS) {
    const folder = path.join(home, "plugins", `resource-${name}-v${packageVersion(`@pulumi/${name}`)}`);
    mkdirSync(folder, { recursive: true });
    const command = `pulumi-resource-${name}`;
    writeCommand(path.join(folder, command), path.join(ROOT, `build/.js/${command}.js`));
  }
  return {
    home,
    binary,
    version: execFileSync(binary, ["version"], {
      encoding: "utf8",
      env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
    }).trim(),
    remove: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function builtCli(): string {
  try {
    return execFileSync("bash", [path.join(__dirname, "../build-cli.sh")], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    }).trim();
  } catch (error) {
    throw new Error("There is no Pulumi CLI to compare with; the lines above say why.", { cause: error });
  }
}

/** A command that runs a JavaScript file under the Node that runs us. */
function writeCommand(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(file, 0o755);
}

/** The binary is 110 MB; a symbolic link will not do, since the CLI looks beside what the link points to. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** The version of an installed npm package. */
export function packageVersion(name: string): string {
  const file = createRequire(path.join(ROOT, "package.json")).resolve(`${name}/package.json`);
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) {
    return String(manifest.version);
  }
  throw new Error(`${file} has no version`);
}
