/** Where previews are measured: a copy of the project, so that nobody's work is touched and nobody's edit is measured. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT, type Installation } from "../.ci/pulumi/harness/installation";
import { RealStack } from "../.ci/pulumi/harness/stack";
import { locksOfServers, withServers } from "./servers";

/** What `npm run preview` and `pulumi preview` need of the project; installed packages are linked. */
const PROJECT = [
  ...["package.json", "tsconfig.json", "bulwark.mjs", "Pulumi.yaml"],
  ...["infra", "locks", "apim-policies", "stacks", "plan", "policies", "simulator", "cli"],
];

/** Copies of the project with their stacks. */
export class Workplace {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), "bulwark-bench-"));
  private readonly stacks: RealStack[] = [];

  constructor(private readonly installation: Installation) {
    PROJECT.forEach((name) => {
      cpSync(path.join(ROOT, name), path.join(this.template, name), { recursive: true });
    });
  }

  /** A stack of this project in a folder of its own. */
  async stack(name: string): Promise<RealStack> {
    const stack = await RealStack.create(this.installation, { stack: name, folder: this.template });
    this.stacks.push(stack);
    return stack;
  }

  /** A stack like `dev`, but with this many servers. */
  async stackOf(servers: number): Promise<RealStack> {
    const name = `servers-${servers}`;
    const text = readFileSync(path.join(this.template, "stacks/Pulumi.dev.yaml"), "utf8");
    writeFileSync(path.join(this.template, `stacks/Pulumi.${name}.yaml`), withServers(text, servers));
    const tools = path.join(this.template, "stacks/tools");
    const lockOf = (server: string): string => readFileSync(path.join(tools, `${server}.lock.json`), "utf8");
    for (const [server, lock] of locksOfServers(text, servers, lockOf)) {
      writeFileSync(path.join(tools, `${server}.lock.json`), lock);
    }
    return this.stack(name);
  }

  /** The same stack with a program that is one compiled file, as our own preview runs it. */
  async compiledStack(name: string): Promise<RealStack> {
    const stack = await this.stack(name);
    // Beside the program's own folder, where the settings are not looked for.
    const folder = path.join(stack.folder, "compiled");
    mkdirSync(folder);
    cpSync(path.join(ROOT, "build/.js/infra.js"), path.join(folder, "index.js"));
    stack.edit("Pulumi.yaml", "main: infra/", "main: compiled/");
    stack.edit("Pulumi.yaml", "typescript: true", "typescript: false");
    return stack;
  }

  remove(): void {
    this.stacks.forEach((stack) => {
      stack.remove();
    });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get template(): string {
    return path.join(this.folder, "project");
  }
}
