/** One policy pack: a genuine `run-policy-pack` process and the calls to its Analyzer. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type {
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzerInfo,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Child, Children } from "../children";
import { messageOf, PreviewError } from "../failure";
import { ask, CHANNEL_OPTIONS } from "../wire";
import { lighterStart } from "../lighter-start";
import { OutputTail } from "../output-tail";
import { SAFE_INSPECTION } from "../safe-inspection";

/** What a pack's process is started with. */
export interface PackStart {
  /** Folder with `PulumiPolicy.yaml`, absolute. */
  readonly folder: string;
  /** Address of the engine. */
  readonly engine: string;
  /** The project's root: where `@pulumi/pulumi` is installed for packs that bring none. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds within which it must answer. */
  readonly timeoutMs: number;
}

export class Pack {
  /** For messages: the pack's folder until it has said its name. */
  name: string;
  private readonly child: Child;
  private readonly output: OutputTail;
  private client: AnalyzerClient | undefined;
  private readonly died: Promise<never>;
  private closing = false;
  private outstanding = 0;
  private timer: NodeJS.Timeout | undefined;
  private giveUp: (reason: PreviewError) => void = () => undefined;

  constructor(
    children: Children,
    private readonly start: PackStart,
  ) {
    this.name = path.basename(start.folder);
    const script = analyzerScript(start);
    this.child = children.start({
      nodeOptions: [SAFE_INSPECTION, lighterStart(script, { compiled: isCompiled(start.folder) })],
      script,
      args: [start.engine, "."],
      cwd: start.folder,
      env: start.env,
    });
    this.output = new OutputTail(this.child);
    this.died = new Promise<never>((_resolve, reject) => {
      this.giveUp = reject;
      this.child.ended.then(
        ({ code, signal }) => {
          if (!this.closing) {
            const how = signal === null ? `with status ${String(code)}` : `by ${signal}`;
            reject(this.failure(`Policy pack '${this.name}' ended by itself ${how}.`));
          }
        },
        (thrown: unknown) => {
          reject(this.failure(`Policy pack '${this.name}' could not be started: ${messageOf(thrown)}`));
        },
      );
    });
    this.died.catch(() => undefined);
  }

  /** Waits until the pack serves; answers with what it says of itself. */
  async connect(): Promise<AnalyzerInfo> {
    const port = await this.within(this.output.firstLine);
    if (!/^\d+$/.test(port)) {
      throw this.failure(
        `Policy pack '${this.name}' printed to standard output before it served: the first line must be its port. ` +
          `Log with console.error instead of console.log while the pack loads.`,
        [`printed: ${port}`],
      );
    }
    this.client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
    return this.call((client) => ask((done) => client.getAnalyzerInfo(new Empty(), done)));
  }

  configure(request: ConfigureAnalyzerRequest): Promise<unknown> {
    return this.call((client) => ask((done) => client.configure(request, done)));
  }

  remediate(request: AnalyzeRequest): Promise<RemediateResponse> {
    return this.call((client) => ask((done) => client.remediate(request, done)));
  }

  analyze(request: AnalyzeRequest): Promise<AnalyzeResponse> {
    return this.call((client) => ask((done) => client.analyze(request, done)));
  }

  analyzeStack(request: AnalyzeStackRequest): Promise<AnalyzeResponse> {
    return this.call((client) => ask((done) => client.analyzeStack(request, done)));
  }

  close(): void {
    this.closing = true;
    clearTimeout(this.timer);
    this.client?.close();
    this.child.kill();
  }

  private async call<Response>(make: (client: AnalyzerClient) => Promise<Response>): Promise<Response> {
    const { client } = this;
    if (!client) {
      throw new PreviewError("engine", `Policy pack '${this.name}' was called before it served.`);
    }
    return this.within(
      make(client).catch((thrown: unknown) => {
        throw this.failure(`A rule of policy pack '${this.name}' failed.`, ruleError(thrown));
      }),
    );
  }

  /**
   * Waits for an answer, but not longer than the pack may stay silent: the clock starts anew with each answer, since
   * calls are sent without waiting for those before them.
   */
  private async within<Result>(answer: Promise<Result>): Promise<Result> {
    this.outstanding += 1;
    this.watch();
    try {
      return await Promise.race([answer, this.died]);
    } finally {
      this.outstanding -= 1;
      this.watch();
    }
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (this.outstanding === 0 || this.closing) {
      return;
    }
    this.timer = setTimeout(() => {
      const seconds = String(this.start.timeoutMs / 1000);
      this.giveUp(
        this.failure(
          `Policy pack '${this.name}' gave no answer within ${seconds} s and was ended: does one of its rules never end?`,
        ),
      );
      this.child.kill();
    }, this.start.timeoutMs);
  }

  private failure(message: string, details: readonly string[] = []): PreviewError {
    return new PreviewError("pack", message, [...details, ...this.output.errorLines()]);
  }
}

/** Is the pack's entry JavaScript? */
function isCompiled(folder: string): boolean {
  try {
    return /\.c?js$/.test(createRequire(path.join(folder, "package.json")).resolve(folder));
  } catch {
    return false;
  }
}

/** The genuine analyzer: the pack's own, else the project's. */
function analyzerScript({ folder, root }: PackStart): string {
  if (!existsSync(path.join(folder, "PulumiPolicy.yaml"))) {
    throw new PreviewError("pack", `${folder} is not a policy pack: it has no PulumiPolicy.yaml.`);
  }
  const module = "@pulumi/pulumi/cmd/run-policy-pack/index.js";
  for (const from of [folder, root]) {
    try {
      return createRequire(path.join(from, "package.json")).resolve(module);
    } catch {
      // The next place may have it.
    }
  }
  throw new PreviewError("pack", `${folder}: @pulumi/pulumi is not installed. Run 'npm ci' in the project's root.`);
}

/** What a rule threw, as the pack tells it: its message, and where. */
function ruleError(thrown: unknown): readonly string[] {
  const details =
    typeof thrown === "object" && thrown !== null && "details" in thrown && typeof thrown.details === "string"
      ? thrown.details
      : messageOf(thrown);
  return details.split("\n").filter((line) => line.trim() !== "" && !/node_modules|node:internal/.test(line));
}
