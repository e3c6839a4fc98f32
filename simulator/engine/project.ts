/** Reads `Pulumi.yaml` as the CLI does. Source: pulumi/pulumi, sdk/go/common/workspace/project.go. */
import { statSync } from "node:fs";
import path from "node:path";
import { isMap, isScalar } from "yaml";
import { PreviewError } from "./failure";
import { readYaml } from "./yaml-file";

/** What the engine needs to know of a project. */
export interface Project {
  readonly name: string;
  /** Folder with `Pulumi.yaml`, absolute. */
  readonly root: string;
  /** Folder in which the program runs, absolute. */
  readonly programFolder: string;
  /** What to load there: `.` for the folder itself, else a file's name. */
  readonly entryPoint: string;
  /** Folder of the stack files, absolute. */
  readonly stackFolder: string;
  /** Whether the program is TypeScript: Pulumi's own default is yes. */
  readonly typescript: boolean;
}

/** @throws PreviewError of kind `settings` when the file is missing, cannot be read, or is not a Node.js project. */
export function readProject(root: string): Project {
  const file = path.join(root, "Pulumi.yaml");
  const document = readYaml(file, "Run the preview from the project's folder: the one with Pulumi.yaml.");
  const text = (keys: readonly string[]): string | undefined => {
    const node = document.getIn(keys, true);
    return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
  };
  const name = text(["name"]);
  if (name === undefined || name === "") {
    throw new PreviewError("settings", `${file}: no project name. Write, for example, 'name: my-project'.`);
  }
  const runtime = isMap(document.get("runtime", true)) ? text(["runtime", "name"]) : text(["runtime"]);
  if (runtime !== "nodejs") {
    const found = runtime === undefined ? "none" : `'${runtime}'`;
    throw new PreviewError(
      "settings",
      `${file}: runtime is ${found}; the offline preview runs 'nodejs' programs only.`,
    );
  }
  const main = path.resolve(root, text(["main"]) ?? ".");
  const mainIsFile = statSync(main, { throwIfNoEntry: false })?.isFile() ?? false;
  return {
    name,
    root,
    programFolder: mainIsFile ? path.dirname(main) : main,
    entryPoint: mainIsFile ? path.basename(main) : ".",
    stackFolder: path.resolve(root, text(["stackConfigDir"]) ?? "."),
    typescript: document.getIn(["runtime", "options", "typescript"]) !== false,
  };
}
