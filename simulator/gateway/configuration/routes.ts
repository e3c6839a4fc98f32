/** The planned gateway made ready to run: for each operation its sections, with every scope in its place. */
import type { PolicyElement, Section } from "../../../plan/policy-document";
import type { PlanResource } from "../../../plan/format";
import { textInput } from "../../../plan/policy-resource";
import { compileDocument, NO_DOCUMENT, withBase, type CompiledDocument, type Workshop } from "../documents/compile";
import { withNamedValues } from "../documents/named-values";
import { readDocument } from "../documents/read-document";
import type { PolicyScope, Step } from "../elements/definition";
import { ELEMENTS } from "../elements/registry";
import type { ExpressionSource } from "../expressions/types";
import type { Matched } from "../pipeline/run";
import type { GatewayProblem } from "../refusal";
import type { ApiEntry } from "./operations";
import type { PlannedApi, PlannedGateway, PlannedOperation } from "./planned-gateway";

/** The steps of each section. */
export interface Pipeline extends Readonly<Record<Section, readonly Step[]>> {
  /** Whether `cors` is among them. */
  readonly cors: boolean;
}

/** What runs for one operation. */
export interface Route {
  readonly matched: Matched;
  readonly pipeline: Pipeline;
  readonly subscriptionRequired: boolean;
}

/** Everything that is served. */
export interface Routes {
  readonly apis: readonly ApiEntry<Route>[];
  /** What runs where no operation matches. */
  readonly global: Pipeline;
  readonly expressions: readonly ExpressionSource[];
  readonly problems: readonly GatewayProblem[];
}

/** Compiles all documents. */
export function compileRoutes(planned: PlannedGateway): Routes {
  return new RouteCompiler(planned).routes();
}

class RouteCompiler {
  private readonly problems: GatewayProblem[] = [];
  private readonly expressions: ExpressionSource[] = [];
  private readonly documents = new Map<PlanResource, CompiledDocument>();
  private readonly fragments = new Map<string, PolicyElement | undefined>();
  private readonly workshop: Workshop;

  constructor(private readonly planned: PlannedGateway) {
    this.workshop = {
      backends: planned.backends,
      loggers: planned.loggers,
      fragment: (id) => this.fragment(id),
      expressions: this.expressions,
      problems: this.problems,
    };
  }

  routes(): Routes {
    const global = this.globalPipeline();
    const apis = this.planned.apis.map((api) => ({
      path: api.path,
      operations: api.operations.map((operation) => ({
        method: operation.method,
        urlTemplate: operation.urlTemplate,
        target: this.route(api, operation, global),
      })),
    }));
    // A fragment that nothing includes is still held to the rules of a fragment.
    for (const id of this.planned.fragments.keys()) {
      this.fragment(id);
    }
    return {
      apis,
      global,
      expressions: this.expressions,
      problems: distinct([...this.planned.problems, ...this.problems]),
    };
  }

  private route(api: PlannedApi, operation: PlannedOperation, global: Pipeline): Route {
    const outer = this.inScope(api.productPolicy, "product", `product of API ${api.id}`, global);
    const ofApi = this.inScope(api.policy, "api", `API ${api.id}`, outer);
    const pipeline = this.inScope(operation.policy, "operation", `operation ${operation.id} of API ${api.id}`, ofApi);
    return {
      matched: {
        api: { id: api.id, name: api.name, path: api.path },
        operation: {
          id: operation.id,
          method: operation.method,
          urlTemplate: operation.urlTemplate,
          name: operation.name,
        },
        examples: operation.examples,
        serviceUrl: api.serviceUrl,
        verbosity: api.verbosity,
      },
      pipeline,
      subscriptionRequired: api.subscriptionRequired,
    };
  }

  /** Azure's own policy at the global scope, where none is planned, forwards. */
  private globalPipeline(): Pipeline {
    const forward = ELEMENTS.get("forward-request");
    const element: PolicyElement = { name: "forward-request", attributes: {}, children: [], text: "", line: 0 };
    const nothing: Pipeline = { inbound: [], backend: [], outbound: [], "on-error": [], cors: false };
    if (this.planned.globalPolicy !== undefined || forward === undefined) {
      return this.inScope(this.planned.globalPolicy, "global", "global", nothing);
    }
    const root: PolicyElement = {
      ...element,
      name: "policies",
      children: [{ ...element, name: "backend", children: [element] }],
    };
    return linked(compileDocument("default policy", "global", root, this.workshop), nothing);
  }

  private inScope(policy: PlanResource | undefined, scope: PolicyScope, document: string, outer: Pipeline): Pipeline {
    return policy === undefined ? outer : linked(this.document(policy, scope, document), outer);
  }

  private document(policy: PlanResource, scope: PolicyScope, name: string): CompiledDocument {
    const known = this.documents.get(policy);
    if (known !== undefined) {
      return known;
    }
    const root = this.read(policy, name, "policies");
    const compiled = root === undefined ? NO_DOCUMENT : compileDocument(name, scope, root, this.workshop);
    this.documents.set(policy, compiled);
    return compiled;
  }

  private fragment(id: string): PolicyElement | undefined {
    const key = id.toLowerCase();
    const resource = this.planned.fragments.get(key);
    if (!this.fragments.has(key) && resource !== undefined) {
      this.fragments.set(key, this.read(resource, `fragment ${id}`, "fragment"));
    }
    return this.fragments.get(key);
  }

  private read(resource: PlanResource, name: string, root: "policies" | "fragment"): PolicyElement | undefined {
    const read = readDocument(name, textInput(resource, "value"), textInput(resource, "format").toLowerCase(), root);
    if ("problem" in read) {
      this.problems.push(read.problem);
      return undefined;
    }
    return withNamedValues(
      read.root,
      (value) => this.planned.namedValue(value),
      (line, problem) => {
        this.problems.push({ document: name, line, problem });
      },
    );
  }
}

function linked(document: CompiledDocument, outer: Pipeline): Pipeline {
  const section = (name: Section): readonly Step[] => withBase(document[name], outer[name]);
  return {
    inbound: section("inbound"),
    backend: section("backend"),
    outbound: section("outbound"),
    "on-error": section("on-error"),
    cors: document.cors || outer.cors,
  };
}

function distinct(problems: readonly GatewayProblem[]): readonly GatewayProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
