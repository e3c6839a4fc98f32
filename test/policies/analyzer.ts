/** Runs rules through the genuine analyzer of `@pulumi/policy`, in process, the way the engine does. */
import { createRequire } from "node:module";
import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import * as struct from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN, type JsonObject, type PlanResource } from "../../plan/format";
import { policiesOf } from "../../policies/framework/engine";
import type { Rule } from "../../policies/framework/rule";

/** One verdict as the engine would be told. */
export interface Verdict {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly mandatory: boolean;
}

/** Everything that the analyzer said of one stack. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly notApplicable: readonly string[];
}

type Rpc<Request> = (
  call: Pick<ServerUnaryCall<Request, analyzer.AnalyzeResponse>, "request">,
  callback: sendUnaryData<analyzer.AnalyzeResponse>,
) => void;
type MakeRpc<Request> = (pack: string, version: string, level: string, policies: unknown) => Rpc<Request>;

// Not in the package's declarations.
const server = createRequire(__filename)("@pulumi/policy/server") as {
  readonly makeAnalyzeRpcFun: MakeRpc<analyzer.AnalyzeRequest>;
  readonly makeAnalyzeStackRpcFun: MakeRpc<analyzer.AnalyzeStackRequest>;
};

/** Judges a stack: each resource by its inputs, then the whole, to which only unknown outputs are shown. */
export async function judge(rules: readonly Rule[], resources: readonly PlanResource[]): Promise<Judgement> {
  const policies = policiesOf(rules);
  const analyze = server.makeAnalyzeRpcFun("bulwark", "0.1.0", "mandatory", policies);
  const analyzeStack = server.makeAnalyzeStackRpcFun("bulwark", "0.1.0", "mandatory", policies);
  const verdicts: Verdict[] = [];
  for (const resource of resources) {
    const response = await call(analyze, resourceRequest(resource));
    verdicts.push(...response.getDiagnosticsList().map((diagnostic) => verdict(diagnostic, resource.urn)));
  }
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(resources.map(stackResource));
  const response = await call(analyzeStack, request);
  verdicts.push(...response.getDiagnosticsList().map((diagnostic) => verdict(diagnostic, diagnostic.getUrn())));
  return { verdicts, notApplicable: response.getNotApplicableList().map((entry) => entry.getPolicyName()) };
}

/** Judges a stack that no resource phase showed, as `pulumi policy analyze` does: properties are all there is. */
export async function judgeWithoutResourcePhase(
  rules: readonly Rule[],
  resources: readonly PlanResource[],
): Promise<Judgement> {
  const analyzeStack = server.makeAnalyzeStackRpcFun("bulwark", "0.1.0", "mandatory", policiesOf(rules));
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((resource) => stackResource(resource).setProperties(toStruct(resource.inputs ?? {}))),
  );
  const response = await call(analyzeStack, request);
  return {
    verdicts: response.getDiagnosticsList().map((diagnostic) => verdict(diagnostic, diagnostic.getUrn())),
    notApplicable: response.getNotApplicableList().map((entry) => entry.getPolicyName()),
  };
}

function call<Request>(rpc: Rpc<Request>, request: Request): Promise<analyzer.AnalyzeResponse> {
  return new Promise((resolve, reject) => {
    rpc({ request }, (error, response) => {
      if (response === null || response === undefined) {
        reject(error instanceof Error ? error : new Error("the analyzer gave no answer"));
      } else {
        resolve(response);
      }
    });
  });
}

function resourceRequest(resource: PlanResource): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(resource.urn);
  request.setName(nameOf(resource));
  request.setProperties(toStruct(resource.inputs ?? {}));
  request.setOptions(optionsOf(resource));
  return request;
}

function stackResource(resource: PlanResource): analyzer.AnalyzerResource {
  const analyzed = new analyzer.AnalyzerResource();
  analyzed.setType(resource.type);
  analyzed.setUrn(resource.urn);
  analyzed.setName(nameOf(resource));
  // What azure-native's preview of an update shows: every output unknown.
  analyzed.setProperties(
    toStruct(Object.fromEntries(Object.keys(resource.inputs ?? {}).map((name) => [name, UNKNOWN]))),
  );
  analyzed.setOptions(optionsOf(resource));
  analyzed.setParent(resource.parent ?? "");
  analyzed.setDependenciesList([...(resource.dependencies ?? [])]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
    const dependencies = new analyzer.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    analyzed.getPropertydependenciesMap().set(property, dependencies);
  }
  return analyzed;
}

function optionsOf(resource: PlanResource): analyzer.AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(resource.protect === true);
  options.setParent(resource.parent ?? "");
  return options;
}

function toStruct(properties: JsonObject): struct.Struct {
  return struct.Struct.fromJavaScript(properties);
}

function nameOf(resource: PlanResource): string {
  return resource.urn.split("::").at(-1) ?? "";
}

function verdict(diagnostic: analyzer.AnalyzeDiagnostic, urn: string): Verdict {
  return {
    policy: diagnostic.getPolicyname(),
    urn,
    message: diagnostic.getMessage(),
    mandatory: diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY,
  };
}
