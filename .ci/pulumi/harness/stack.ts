/** A stack of the real CLI in a folder of its own, with its state in a file beside it. */
import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readPlan } from "../../../plan/read";
import type { Plan } from "../../../plan/format";
import { start, type Outcome, type Running } from "./command";
import { readEventLog, type EventLog } from "./event-log";
import { ROOT, type Installation } from "./installation";
import { leftovers, MARK } from "./leftovers";
import { readPreview, type PreviewStep } from "./preview-json";
import { report } from "./timing";

/** Longer than any step takes on a slow machine; a command that hangs is killed. */
const TIMEOUT_MS = 300_000;

/** What the project's folder is made of, from {@link ROOT}; the rest is not needed to run the program. */
const PROJECT_FILES = ["Pulumi.yaml", "package.json", "tsconfig.json", "infra", "locks", "apim-policies", "stacks"];

/** Where a stack's program comes from. */
export interface StackSource {
  readonly stack: string;
  /** A folder with a `Pulumi.yaml`, copied whole; default: this project. */
  readonly folder?: string;
  /**
   * This project's program as one file of JavaScript, as the offline preview runs it, and no stack traces: each command
   * takes a quarter less time than with TypeScript, which is what users run and what `differential/` compares. Changes of
   * sources have no effect.
   */
  readonly compiled?: boolean;
  /** A stack in whose backend this one is made too, so that it can refer to it. It is removed after this one. */
  readonly beside?: RealStack;
}

/** What an operation did. */
export interface Operation extends Outcome {
  readonly events: EventLog;
}

/** What a preview found. */
export interface Previewed extends Operation {
  /** Each resource, unchanged ones too. Empty when the preview printed no document. */
  readonly steps: readonly PreviewStep[];
}

/** What an operation is given. */
export interface OperationOptions {
  /** Folders of policy packs. */
  readonly policyPacks?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export class RealStack {
  /** The project's folder: a copy that a test may change. */
  readonly folder: string;
  /** Where the stand-in providers keep what they have made: a test may change it behind the CLI's back. */
  readonly cloud: string;
  private readonly temporary: string;
  private readonly state: string;
  private readonly mark = randomUUID();
  private operations = 0;
  private nodeOptions = "";

  private constructor(
    private readonly installation: Installation,
    readonly name: string,
    beside: RealStack | undefined,
  ) {
    this.temporary = mkdtempSync(path.join(os.tmpdir(), "bulwark-pulumi-stack-"));
    this.folder = path.join(this.temporary, "project");
    this.cloud = path.join(this.temporary, "cloud");
    this.state = beside?.state ?? path.join(this.temporary, "state");
  }

  /** Copies the project and makes its stack. */
  static async create(
    installation: Installation,
    { stack, folder, compiled, beside }: StackSource,
  ): Promise<RealStack> {
    const made = new RealStack(installation, stack, beside);
    if (folder === undefined) {
      mkdirSync(made.folder);
      PROJECT_FILES.forEach((file) => {
        cpSync(path.join(ROOT, file), path.join(made.folder, file), { recursive: true });
      });
    } else {
      cpSync(folder, made.folder, { recursive: true });
    }
    if (compiled === true) {
      made.nodeOptions = "--stack-trace-limit=0";
      made.edit("Pulumi.yaml", "main: infra/", "main: infra.js");
      made.edit("Pulumi.yaml", "typescript: true", "typescript: false");
      cpSync(path.join(ROOT, "build/.js/infra.js"), path.join(made.folder, "infra.js"));
    }
    symlinkSync(path.join(ROOT, "node_modules"), path.join(made.folder, "node_modules"));
    mkdirSync(made.state, { recursive: true });
    mkdirSync(made.cloud);
    const { code, stderr } = await made.run(["stack", "init", stack]);
    if (code !== 0) {
      throw new Error(`the stack could not be made: ${stderr}`);
    }
    return made;
  }

  /** Runs `pulumi` with these arguments in the project's folder. */
  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const begun = performance.now();
    const outcome = await this.start(args, env).outcome;
    report(`pulumi ${args[0] ?? ""} of ${this.name}`, begun);
    return outcome;
  }

  /** {@link run} for a test that meddles while it runs. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    return start({
      binary: this.installation.binary,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd: this.folder,
      env: { ...this.environment(), ...env },
      timeoutMs: TIMEOUT_MS,
    });
  }

  /** `pulumi preview`, with what it would do to each resource. */
  async preview(options: OperationOptions = {}): Promise<Previewed> {
    const operation = await this.operate("preview", {
      ...options,
      args: ["--json", "--show-sames", ...(options.args ?? [])],
    });
    return { ...operation, steps: readPreview(operation.stdout) };
  }

  /** `pulumi up`, without asking. */
  up(options: OperationOptions = {}): Promise<Operation> {
    return this.operate("up", { ...options, args: ["--yes", "--skip-preview", ...(options.args ?? [])] });
  }

  /** `pulumi refresh`, without asking. */
  refresh(options: OperationOptions = {}): Promise<Operation> {
    return this.operate("refresh", { ...options, args: ["--yes", "--skip-preview", ...(options.args ?? [])] });
  }

  /** `pulumi destroy`, without asking. */
  destroy(options: OperationOptions = {}): Promise<Operation> {
    return this.operate("destroy", { ...options, args: ["--yes", "--skip-preview", ...(options.args ?? [])] });
  }

  /** `pulumi stack export`. */
  async export(): Promise<Plan> {
    const { code, stdout, stderr } = await this.run(["stack", "export"]);
    if (code !== 0) {
      throw new Error(`the stack could not be exported: ${stderr}`);
    }
    return readPlan(stdout);
  }

  /**
   * Changes one of the project's files.
   *
   * @param file path in the folder
   * @throws Error when the text to replace does not stand there exactly once: the test would not test what it says
   */
  edit(file: string, before: string, after: string): void {
    const whole = path.join(this.folder, file);
    const text = readFileSync(whole, "utf8");
    const places = text.split(before).length - 1;
    if (places !== 1) {
      throw new Error(`${file} has '${before}' ${places} times, not once`);
    }
    writeFileSync(whole, text.replace(before, after));
  }

  /** Text of a file of the project. */
  read(file: string): string {
    return readFileSync(path.join(this.folder, file), "utf8");
  }

  /** Writes a file of the project whole. */
  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Removes all there is of it. @throws Error when it has left processes running. */
  remove(): void {
    rmSync(this.temporary, { recursive: true, force: true });
    const left = this.stillRunning();
    if (left.length > 0) {
      throw new Error(`still running after the last command:\n${left.join("\n")}`);
    }
  }

  /** Processes that commands of this stack have started and that have not ended. */
  stillRunning(): readonly string[] {
    return leftovers(this.mark);
  }

  private async operate(verb: string, options: OperationOptions): Promise<Operation> {
    this.operations += 1;
    const log = path.join(this.temporary, `events-${this.operations}.json`);
    const packs = (options.policyPacks ?? []).flatMap((folder) => ["--policy-pack", folder]);
    const outcome = await this.run([verb, ...(options.args ?? []), ...packs, "--event-log", log], options.env);
    return { ...outcome, events: readEventLog(log) };
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PULUMI_HOME: this.installation.home,
      PULUMI_BACKEND_URL: `file://${this.state}`,
      PULUMI_CONFIG_PASSPHRASE: "of a stack that exists for one test",
      PULUMI_STACK: this.name,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      // Flags for debugging the CLI: --event-log is one.
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      BULWARK_CLOUD: this.cloud,
      NODE_OPTIONS: this.nodeOptions,
      [MARK]: this.mark,
    };
  }
}
