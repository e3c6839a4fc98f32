/** One run of the program against a fresh deployment: the servers, the processes, what came of it. */
import { Server } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Callbacks } from "./callbacks";
import { Children } from "./children";
import { Deployment } from "./deployment";
import { engineHandlers } from "./engine-service";
import { InterruptedError } from "./failure";
import { Hooks } from "./hooks";
import { monitorHandlers } from "./monitor";
import { ORGANIZATION } from "./organization";
import { Packages } from "./packages";
import { PolicyGate } from "./policy/gate";
import { Pack } from "./policy/pack";
import type { Diagnostic, PreviewRequest } from "./preview-types";
import { runProgram, type ProgramRun } from "./program";
import type { Project } from "./project";
import { Registrar } from "./registration";
import type { StackConfig } from "./stack-file";
import { Transforms } from "./transforms";
import { CHANNEL_OPTIONS, listen } from "./wire";

/** How long a pack may stay silent when the request does not say. */
const DEFAULT_POLICY_TIMEOUT_MS = 60_000;

/** What a session runs. */
export interface SessionStart {
  readonly request: PreviewRequest;
  readonly project: Project;
  readonly config: StackConfig;
  /** The second run of a program that failed: with stack traces, without policies. */
  readonly tracing: boolean;
}

export class Session {
  readonly diagnostics: Diagnostic[] = [];
  readonly children = new Children();
  private readonly server = new Server(CHANNEL_OPTIONS);
  private readonly callbacks = new Callbacks();
  private packs: readonly Pack[] = [];
  private closed = false;

  private constructor(private readonly start: SessionStart) {}

  /** Runs a session and, however it ends, ends all that belongs to it. */
  static async run<Result>(start: SessionStart, use: (session: Session) => Promise<Result>): Promise<Result> {
    const session = new Session(start);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  /** Starts the packs and the program side by side; answers when the program has ended. */
  async preview(): Promise<{ readonly run: ProgramRun; readonly deployment: Deployment; readonly gate: PolicyGate }> {
    const { request, project, config, tracing } = this.start;
    const onDiagnostic = (diagnostic: Diagnostic): void => {
      if (diagnostic.severity === "debug") {
        // The SDK's own account of each call: it repeats values, secret ones too, and nobody asked for it.
        return;
      }
      this.diagnostics.push(diagnostic);
      // What failed is told once, by the error or the result, when it is known where.
      if (!tracing && diagnostic.severity !== "error") {
        request.onEvent?.({ kind: "diagnostic", ...diagnostic });
      }
    };
    const address = await listen(this.server);
    if (this.closed) {
      // Interrupted meanwhile: what starts now would run for nobody.
      this.server.forceShutdown();
      throw new InterruptedError();
    }
    const packRequests = tracing ? [] : (request.policyPacks ?? []);
    this.packs = packRequests.map(
      ({ path }) =>
        new Pack(this.children, {
          folder: path,
          engine: address,
          root: project.root,
          env: packEnvironment(request, project, config),
          timeoutMs: request.policyTimeoutMs ?? DEFAULT_POLICY_TIMEOUT_MS,
        }),
    );
    const program = runProgram(this.children, {
      project,
      config,
      address,
      stack: request.stack,
      program: request.program,
      traces: tracing,
    });
    program.catch(() => undefined);
    const gate = new PolicyGate(
      this.packs.map((pack, index) => ({ pack, request: packRequests[index] ?? { path: "" } })),
    );
    const hooks = new Hooks(this.callbacks, onDiagnostic);
    const deployment = new Deployment({
      project: project.name,
      stack: request.stack,
      config,
      stackOutputs: request.stackOutputs ?? {},
      policies: gate,
      hooks,
      onResource: ({ urn, type }, count) => {
        if (!tracing) {
          request.onEvent?.({ kind: "resource", urn, type, count });
        }
      },
    });
    const transforms = new Transforms(this.callbacks);
    const packages = new Packages();
    const registrar = new Registrar(deployment, transforms, packages, project.programFolder);
    this.server.addService(
      ResourceMonitorService,
      monitorHandlers({
        project: project.name,
        stack: request.stack,
        config,
        deployment,
        registrar,
        transforms,
        hooks,
        packages,
      }),
    );
    this.server.addService(EngineService, engineHandlers(onDiagnostic));
    return { run: await Promise.race([program, gate.failed]), deployment, gate };
  }

  private async close(): Promise<void> {
    this.closed = true;
    this.packs.forEach((pack) => {
      pack.close();
    });
    await this.children.close();
    this.callbacks.close();
    this.server.forceShutdown();
  }
}

/** What a pack knows of its stack; its secrets are closed, as the real engine closes them for packs. */
function packEnvironment(
  request: PreviewRequest,
  project: Project,
  config: StackConfig,
): Readonly<Record<string, string>> {
  const visible = Object.entries(config.values).map(([key, value]) => [
    key,
    config.secretKeys.includes(key) ? "[secret]" : value,
  ]);
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(visible)),
    PULUMI_NODEJS_ORGANIZATION: ORGANIZATION,
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_STACK: request.stack,
    PULUMI_NODEJS_DRY_RUN: "true",
  };
}
