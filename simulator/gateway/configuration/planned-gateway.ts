/** What the plan says of the one gateway: its resources by kind. */
import type { Json, JsonObject, Plan, PlanResource } from "../../../plan/format";
import { API_MANAGEMENT, fragmentId, serviceOf, textInput } from "../../../plan/policy-resource";
import { isClosedSecret, isList, isObject, isUnknown } from "../../../plan/values";
import { PlanView } from "../../../plan/view";
import type { NamedValue } from "../documents/named-values";
import type { Matched } from "../pipeline/run";
import type { TraceSeverity } from "../pipeline/services";
import type { GatewayProblem } from "../refusal";

/** One operation. */
export interface PlannedOperation {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly urlTemplate: string;
  readonly examples: Matched["examples"];
  readonly policy: PlanResource | undefined;
}

/** One API. */
export interface PlannedApi {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly serviceUrl: string | undefined;
  /** Whether a subscription key is needed; Azure's default is yes. */
  readonly subscriptionRequired: boolean;
  readonly operations: readonly PlannedOperation[];
  readonly policy: PlanResource | undefined;
  /** Of the open product that holds the API, if any: its policy applies to requests without a key. */
  readonly productPolicy: PlanResource | undefined;
  readonly verbosity: TraceSeverity | undefined;
}

/** The gateway's resources. */
export interface PlannedGateway {
  readonly apis: readonly PlannedApi[];
  readonly globalPolicy: PlanResource | undefined;
  /** By id in lower case. */
  readonly fragments: ReadonlyMap<string, PlanResource>;
  readonly backends: ReadonlyMap<string, PlanResource>;
  readonly loggers: ReadonlySet<string>;
  readonly verbosity: TraceSeverity | undefined;
  namedValue(name: string): NamedValue;
  readonly problems: readonly GatewayProblem[];
}

/** Reads the plan. What cannot be served is among the problems. */
export function readPlannedGateway(plan: Plan): PlannedGateway {
  const view = new PlanView(plan.deployment.resources);
  const problems: GatewayProblem[] = [];
  const services = view.ofType(`${API_MANAGEMENT}ApiManagementService`);
  const [service] = services;
  if (services.length !== 1 || service === undefined) {
    problems.push(resourceProblem("plan", `it has ${services.length} API Management services; one is simulated`));
  }
  const ofType = (kind: string): readonly PlanResource[] =>
    view
      .ofType(`${API_MANAGEMENT}${kind}`)
      .filter((resource) => service === undefined || serviceOf(resource) === serviceOf(service));
  const fragments = byId(ofType("PolicyFragment"), fragmentId);
  const reader = new Reader(ofType);
  return {
    apis: ofType("Api").map((api) => reader.api(api, problems)),
    globalPolicy: ofType("Policy")[0],
    fragments,
    backends: backendsOf(ofType("Backend"), problems),
    loggers: new Set(ofType("Logger").map((logger) => textInput(logger, "loggerId").toLowerCase())),
    verbosity: verbosityOf(ofType("Diagnostic")),
    namedValue: namedValues(ofType("NamedValue")),
    problems,
  };
}

class Reader {
  constructor(private readonly ofType: (kind: string) => readonly PlanResource[]) {}

  api(api: PlanResource, problems: GatewayProblem[]): PlannedApi {
    const id = textInput(api, "apiId");
    const kind = textInput(api, "apiType") || "http";
    if (kind !== "http") {
      problems.push(resourceProblem(`API ${id}`, `its type is "${kind}"; plain HTTP APIs are simulated`));
    }
    if (textInput(api, "apiVersionSetId") !== "" || id.includes(";rev=")) {
      problems.push(resourceProblem(`API ${id}`, "versions and revisions are not simulated; plan one version"));
    }
    const diagnostics = this.ofType("ApiDiagnostic").filter((diagnostic) => sameId(diagnostic, "apiId", id));
    return {
      id,
      name: textInput(api, "displayName"),
      path: textInput(api, "path").replace(/^\/+|\/+$/g, ""),
      serviceUrl: textInput(api, "serviceUrl") || undefined,
      subscriptionRequired: api.inputs?.subscriptionRequired !== false,
      operations: this.ofType("ApiOperation")
        .filter((operation) => sameId(operation, "apiId", id))
        .map((operation) => this.operation(id, operation)),
      policy: this.ofType("ApiPolicy").find((policy) => sameId(policy, "apiId", id)),
      productPolicy: this.productPolicy(id),
      verbosity: verbosityOf(diagnostics) ?? verbosityOf(this.ofType("Diagnostic")),
    };
  }

  private operation(apiId: string, operation: PlanResource): PlannedOperation {
    const id = textInput(operation, "operationId");
    return {
      id,
      name: textInput(operation, "displayName"),
      method: textInput(operation, "method"),
      urlTemplate: textInput(operation, "urlTemplate"),
      examples: examplesOf(operation),
      policy: this.ofType("ApiOperationPolicy").find(
        (policy) => sameId(policy, "apiId", apiId) && sameId(policy, "operationId", id),
      ),
    };
  }

  /** Without a subscription key only a product that needs none applies. */
  private productPolicy(apiId: string): PlanResource | undefined {
    const products = [...this.ofType("ProductApi"), ...this.ofType("ProductApiLink")]
      .filter((link) => textInput(link, "apiId").split("/").at(-1)?.toLowerCase() === apiId.toLowerCase())
      .map((link) => textInput(link, "productId"));
    const open = this.ofType("Product").find(
      (product) =>
        products.some((id) => sameId(product, "productId", id)) && product.inputs?.subscriptionRequired === false,
    );
    return open === undefined
      ? undefined
      : this.ofType("ProductPolicy").find((policy) => sameId(policy, "productId", textInput(open, "productId")));
  }
}

/** A problem of a resource, not of a line. */
export function resourceProblem(document: string, problem: string): GatewayProblem {
  return { document, line: 0, problem };
}

function byId(
  resources: readonly PlanResource[],
  id: (resource: PlanResource) => string,
): ReadonlyMap<string, PlanResource> {
  return new Map(resources.map((resource) => [id(resource).toLowerCase(), resource]));
}

function sameId(resource: PlanResource, input: string, id: string): boolean {
  return textInput(resource, input).toLowerCase() === id.toLowerCase();
}

function backendsOf(backends: readonly PlanResource[], problems: GatewayProblem[]): ReadonlyMap<string, PlanResource> {
  for (const backend of backends) {
    const id = textInput(backend, "backendId");
    const url = backend.inputs?.url;
    if (isUnknown(url) || typeof url !== "string" || URL.parse(url) === null) {
      problems.push(resourceProblem(`backend ${id}`, "its url is no address; the simulator must know where it is"));
    }
  }
  return byId(backends, (backend) => textInput(backend, "backendId"));
}

const LEVELS: readonly TraceSeverity[] = ["verbose", "information", "error"];

/**
 * The verbosity below which traces are dropped: of the diagnostic for Application Insights, or else of the one for Azure
 * Monitor; undefined where there is none. Azure's default is `information`.
 */
function verbosityOf(diagnostics: readonly PlanResource[]): TraceSeverity | undefined {
  const find = (id: string): PlanResource | undefined =>
    diagnostics.find((diagnostic) => textInput(diagnostic, "diagnosticId").toLowerCase() === id);
  const diagnostic = find("applicationinsights") ?? find("azuremonitor");
  if (diagnostic === undefined) {
    return undefined;
  }
  return LEVELS.find((level) => level === textInput(diagnostic, "verbosity").toLowerCase()) ?? "information";
}

/** Named values by display name, which is what documents refer to. */
function namedValues(resources: readonly PlanResource[]): (name: string) => NamedValue {
  const values = new Map(resources.map((resource) => [textInput(resource, "displayName"), resource.inputs ?? {}]));
  return (name) => {
    const inputs = values.get(name);
    if (inputs === undefined) {
      return { problem: `no named value "${name}" is planned` };
    }
    const value: Json | undefined = inputs.value;
    if (inputs.secret === true || inputs.keyVault !== undefined || isClosedSecret(value)) {
      return { problem: `the named value "${name}" is secret; the plan does not hold it, and documents use none` };
    }
    if (typeof value !== "string" || isUnknown(value) || isList(value)) {
      return { problem: `the named value "${name}" is not known in the plan` };
    }
    return value.length > 4096
      ? { problem: `the named value "${name}" has ${value.length} characters; 4096 are allowed` }
      : { value };
  };
}

/** `responses[].representations[].examples` of an operation. */
function examplesOf(operation: PlanResource): Matched["examples"] {
  return listOf(operation.inputs?.responses).flatMap((response) =>
    listOf(response.representations).flatMap((representation) => {
      const { contentType } = representation;
      const examples = isObject(representation.examples) ? Object.values(representation.examples) : [];
      const bodies = examples.map((example) => (isObject(example) ? example.value : undefined));
      return (bodies.length === 0 ? [undefined] : bodies).map((body) => ({
        statusCode: Number(response.statusCode),
        contentType: typeof contentType === "string" ? contentType : "",
        body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
      }));
    }),
  );
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
