/**
 * What every resource passes: remediation, then verdicts. Verdicts are not waited for before the program goes on,
 * since they change nothing; remediation is, since it does, and only where some policy stands at that level.
 */
import { setImmediate } from "node:timers/promises";
import type {
  AnalyzeDiagnostic,
  AnalyzeResponse,
  AnalyzerInfo,
  PolicyInfo as WirePolicy,
  PolicyNotApplicable,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { EnforcementLevel as WireLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { PreviewError } from "../failure";
import type { NotApplicable, PolicyInfo, PolicyPackRequest, Remediation, Severity, Violation } from "../preview-types";
import { isStack, type ResourceState } from "../resource";
import { allAsPlanned, markSecretsLike, settleAll, type Properties } from "../values";
import { fromStruct } from "../wire";
import { configureRequest, settingsInForce, type PolicySetting } from "./configuration";
import { type Pack } from "./pack";
import { analyzeRequest, analyzeStackRequest, type Judged } from "./requests";

const SEVERITIES: readonly Severity[] = ["", "low", "medium", "high", "critical"];

/** A pack that serves, and what is known of it. */
interface ServingPack {
  readonly pack: Pack;
  readonly info: AnalyzerInfo;
  readonly settings: ReadonlyMap<string, PolicySetting>;
}

/** The policy packs of one preview. */
export class PolicyGate {
  readonly violations: Violation[] = [];
  readonly notApplicable: NotApplicable[] = [];
  readonly remediations: Remediation[] = [];
  private readonly serving: Promise<readonly ServingPack[]>;
  private readonly verdicts: Promise<void>[] = [];
  private fail: (thrown: unknown) => void = () => undefined;
  /** Rejects as soon as a pack fails; never resolves. */
  readonly failed: Promise<never>;

  constructor(packs: readonly { readonly pack: Pack; readonly request: PolicyPackRequest }[]) {
    this.failed = new Promise((_resolve, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => undefined);
    this.serving = Promise.all(packs.map(({ pack, request }) => serve(pack, request)));
    this.serving.catch((thrown: unknown) => {
      this.fail(thrown);
    });
  }

  /** Lets policies of level `remediate` change a resource's inputs; answers with the inputs when one did. */
  async remediate(state: ResourceState, provider: ResourceState | undefined): Promise<Properties | undefined> {
    let inputs: Properties | undefined;
    for (const { pack, settings } of await this.serving) {
      if (![...settings.values()].some(({ level }) => level === "remediate")) {
        continue;
      }
      const judged = { state: inputs ? { ...state, inputs } : state, provider };
      const response = await this.guard(pack.remediate(analyzeRequest(judged, true)));
      for (const remediation of response.getRemediationsList()) {
        const diagnostic = remediation.getDiagnostic();
        const base = { policy: remediation.getPolicyname(), urn: state.urn };
        if (diagnostic !== "") {
          this.remediations.push({ ...base, diagnostic });
        } else if (remediation.hasProperties()) {
          // A rule that spreads its arguments loses the secret marks: the plan must not lose them with it.
          inputs = markSecretsLike(settleAll(fromStruct(remediation.getProperties())), inputs ?? state.inputs);
          this.remediations.push({ ...base, properties: allAsPlanned(inputs) });
        }
      }
    }
    return inputs;
  }

  /** Asks every pack for its verdicts on a resource's inputs as they are now. */
  analyze(state: ResourceState, provider: ResourceState | undefined): void {
    const verdict = this.serving.then(async (serving) => {
      // The program waits for its answer, nobody for the verdict yet.
      await setImmediate();
      const request = analyzeRequest({ state, provider });
      await Promise.all(
        serving.map(async (one) => {
          this.take(one, await one.pack.analyze(request), state.urn);
        }),
      );
    });
    const guarded = this.guard(verdict);
    // Whoever waits for the verdicts is told; when the program fails first, nobody waits.
    guarded.catch(() => undefined);
    this.verdicts.push(guarded);
  }

  /** Waits for the verdicts on resources, then asks for those on the stack. */
  async analyzeStack(resources: readonly Judged[]): Promise<void> {
    await Promise.all(this.verdicts);
    const stack = resources.find(({ state }) => isStack(state))?.state.urn;
    for (const one of await this.serving) {
      const response = await this.guard(one.pack.analyzeStack(analyzeStackRequest(resources)));
      for (const diagnostic of response.getDiagnosticsList()) {
        // A policy that names no resource is about the stack itself, as the real engine has it.
        this.violations.push(violation(one.info, diagnostic, diagnostic.getUrn() || stack));
      }
      this.takeNotApplicable(response);
    }
  }

  /** What the packs say of their policies. */
  async policies(): Promise<readonly PolicyInfo[]> {
    const serving = await this.serving;
    return serving.flatMap(({ info, settings }) =>
      info.getPoliciesList().map((policy) => policyInfo(info, policy, settings)),
    );
  }

  private async guard<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await answer;
    } catch (thrown) {
      this.fail(thrown);
      throw thrown;
    }
  }

  private take(one: ServingPack, response: AnalyzeResponse, urn: string): void {
    for (const diagnostic of response.getDiagnosticsList()) {
      this.violations.push(violation(one.info, diagnostic, urn));
    }
    this.takeNotApplicable(response, urn);
  }

  private takeNotApplicable(response: AnalyzeResponse, urn?: string): void {
    for (const verdict of response.getNotApplicableList()) {
      this.notApplicable.push(notApplicable(verdict, urn));
    }
  }
}

async function serve(pack: Pack, request: PolicyPackRequest): Promise<ServingPack> {
  const info = await pack.connect();
  pack.name = info.getName();
  const settings = settingsInForce(info, request.config);
  if (settings.size > 0) {
    await pack.configure(configureRequest(settings));
  }
  return { pack, info, settings };
}

function policyInfo(info: AnalyzerInfo, policy: WirePolicy, settings: ReadonlyMap<string, PolicySetting>): PolicyInfo {
  const name = policy.getName();
  const setting = settings.get(name);
  if (!setting) {
    throw new PreviewError("engine", `Policy '${name}' has no settings.`);
  }
  const framework = policy.getFramework();
  return {
    pack: info.getName(),
    name,
    displayName: policy.getDisplayname(),
    description: policy.getDescription(),
    enforcementLevel: setting.level,
    severity: SEVERITIES[policy.getSeverity()] ?? "",
    remediationSteps: policy.getRemediationSteps(),
    url: policy.getUrl(),
    tags: policy.getTagsList(),
    ...(framework
      ? {
          framework: {
            name: framework.getName(),
            version: framework.getVersion(),
            reference: framework.getReference(),
            specification: framework.getSpecification(),
          },
        }
      : {}),
  };
}

function violation(info: AnalyzerInfo, diagnostic: AnalyzeDiagnostic, urn: string | undefined): Violation {
  return {
    pack: info.getName(),
    packVersion: info.getVersion(),
    policy: diagnostic.getPolicyname(),
    ...(urn === undefined ? {} : { urn }),
    message: diagnostic.getMessage(),
    enforcementLevel: diagnostic.getEnforcementlevel() === WireLevel.ADVISORY ? "advisory" : "mandatory",
    severity: SEVERITIES[diagnostic.getSeverity()] ?? "",
    description: diagnostic.getDescription(),
  };
}

function notApplicable(verdict: PolicyNotApplicable, urn: string | undefined): NotApplicable {
  return { policy: verdict.getPolicyName(), ...(urn === undefined ? {} : { urn }), reason: verdict.getReason() };
}
