/**
 * Judges a plan, or what is deployed, with genuine policy packs: no program runs, and no provider. What the packs get is
 * what the real engine gives them: each resource's inputs, then the whole stack.
 *
 * Source: pulumi/pulumi v3.248.0, pkg/resource/deploy/analyze_snapshot.go (`pulumi policy analyze`).
 */
import { Server } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { JudgedFile } from "../../plan/judged-file";
import { Children } from "./children";
import { engineHandlers } from "./engine-service";
import { InterruptedError, messageOf, PreviewError } from "./failure";
import { whenAborted } from "./interruption";
import { judgedStates } from "./judge-states";
import { ORGANIZATION } from "./organization";
import { PolicyGate } from "./policy/gate";
import { Pack } from "./policy/pack";
import type { Judged } from "./policy/requests";
import type { Diagnostic, EngineEvent, PolicyPackRequest, PreviewResult } from "./preview-types";
import { containsUnknown } from "./values";
import { inVerdictOrder } from "./verdict-order";
import { CHANNEL_OPTIONS, listen } from "./wire";

/** How long a pack may stay silent when the request does not say. */
const DEFAULT_POLICY_TIMEOUT_MS = 60_000;

/** What to judge, and with what. */
export interface JudgeRequest extends Pick<JudgedFile, "plan" | "stack" | "project"> {
  /** Folder where `@pulumi/pulumi` is installed for packs that bring none, absolute. */
  readonly root: string;
  /** Absolute folders with a `PulumiPolicy.yaml`, each with its configuration in the form of `--policy-pack-config`. */
  readonly policyPacks: readonly PolicyPackRequest[];
  /** Milliseconds within which a pack must answer one call, else it is ended. Default 60,000. */
  readonly policyTimeoutMs?: number;
  /** Told of progress. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** When aborted every child process is killed and the judgement rejects with `InterruptedError`. */
  readonly signal?: AbortSignal;
}

/** What the packs found. Remediations are told and not done: what is judged is what is there. */
export type JudgeResult = Pick<
  PreviewResult,
  "policies" | "violations" | "notApplicable" | "remediations" | "diagnostics"
>;

/**
 * Judges the resources of a plan, in its order. Where it holds unknown values, packs are told that it is a preview.
 *
 * @throws PreviewError of kind `pack` when a pack is wrong or fails; a violation stands in the result
 * @throws InterruptedError when the request's signal is aborted; no process is left behind
 */
export async function judgePlan(request: JudgeRequest): Promise<JudgeResult> {
  if (request.signal?.aborted) {
    throw new InterruptedError();
  }
  const interrupted = whenAborted(request.signal);
  const children = new Children();
  const server = new Server(CHANNEL_OPTIONS);
  const packs: Pack[] = [];
  try {
    return await Promise.race([judge(request, { children, server, packs }), interrupted.promise]);
  } catch (thrown) {
    if (thrown instanceof PreviewError || thrown instanceof InterruptedError) {
      throw thrown;
    }
    throw new PreviewError("engine", `The plan could not be judged: ${messageOf(thrown)}`);
  } finally {
    interrupted.forget();
    packs.forEach((pack) => {
      pack.close();
    });
    await children.close();
    server.forceShutdown();
  }
}

/** What belongs to one judgement and ends with it. */
interface Processes {
  readonly children: Children;
  readonly server: Server;
  readonly packs: Pack[];
}

async function judge(request: JudgeRequest, { children, server, packs }: Processes): Promise<JudgeResult> {
  const diagnostics: Diagnostic[] = [];
  server.addService(
    EngineService,
    engineHandlers((diagnostic) => {
      if (diagnostic.severity !== "debug") {
        diagnostics.push(diagnostic);
        request.onEvent?.({ kind: "diagnostic", ...diagnostic });
      }
    }),
  );
  const engine = await listen(server);
  request.onEvent?.({ kind: "phase", phase: "policies" });
  const env = packEnvironment(request);
  const timeoutMs = request.policyTimeoutMs ?? DEFAULT_POLICY_TIMEOUT_MS;
  const started = request.policyPacks.map((pack) => {
    const process = new Pack(children, { folder: pack.path, engine, root: request.root, env, timeoutMs });
    packs.push(process);
    return { pack: process, request: pack };
  });
  const gate = new PolicyGate(started);
  const resources = judgedStates(request.plan.deployment.resources, request.stack, request.project);
  await Promise.race([passed(gate, resources), gate.failed]);
  return { policies: await gate.policies(), ...inVerdictOrder(gate), diagnostics };
}

async function passed(gate: PolicyGate, resources: readonly Judged[]): Promise<void> {
  for (const { state, provider } of resources) {
    await gate.remediate(state, provider);
    gate.analyze(state, provider);
  }
  await gate.analyzeStack(resources);
}

/** What a pack knows of the stack. A plan does not hold the stack's configuration. */
function packEnvironment({ plan, stack, project }: JudgeRequest): Readonly<Record<string, string>> {
  const isPreview = plan.deployment.resources.some(({ inputs }) => containsUnknown(inputs ?? {}));
  return {
    PULUMI_CONFIG: "{}",
    PULUMI_NODEJS_ORGANIZATION: ORGANIZATION,
    PULUMI_NODEJS_PROJECT: project,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_DRY_RUN: isPreview ? "true" : "false",
  };
}
