/** The planned API Management gateways: APIs and operations, each with the policy in effect for it. */
import { PolicyIndex, type EffectivePolicy } from "./effective-policy";
import type { PlanResource } from "./format";
import { API_MANAGEMENT, serviceOf, textInput } from "./policy-resource";
import type { PlanView } from "./view";

/** One way into the gateway: an operation of an API, or a whole API that has none planned. */
export interface Route {
  readonly api: PlanResource;
  readonly operation: PlanResource | undefined;
  /** HTTP method in upper case; undefined for an API without operations. */
  readonly method: string | undefined;
  /** Path under the gateway's host, without slashes at the ends; an operation's template is part of it. */
  readonly path: string;
  /** What is in effect: once without a product, and once for each planned product that holds the API. */
  readonly policies: readonly EffectivePolicy[];
}

/** The gateways of a plan. */
export class Gateway {
  readonly routes: readonly Route[];
  private readonly policies: PolicyIndex;
  private readonly operations = new Map<string, PlanResource[]>();

  constructor(private readonly view: PlanView) {
    this.policies = new PolicyIndex(view);
    for (const operation of view.ofType(`${API_MANAGEMENT}ApiOperation`)) {
      const key = apiKey(operation);
      this.operations.set(key, [...(this.operations.get(key) ?? []), operation]);
    }
    this.routes = view.ofType(`${API_MANAGEMENT}Api`).flatMap((api) => this.routesOf(api));
  }

  /** Routes of one API. */
  ofApi(api: PlanResource): readonly Route[] {
    return this.routes.filter((route) => route.api === api);
  }

  /** The global policy of the service that an API (or another child of the service) belongs to. */
  globalPolicy(childOfService: PlanResource): PlanResource | undefined {
    return this.policies.find(serviceOf(childOfService), "Policy");
  }

  /** The policy in effect where nothing but the global scope counts. */
  globalOnly(childOfService: PlanResource): EffectivePolicy {
    return this.policies.effective(serviceOf(childOfService), [this.globalPolicy(childOfService)]);
  }

  private routesOf(api: PlanResource): readonly Route[] {
    const operations = this.operations.get(apiKey(api)) ?? [];
    const base = trimSlashes(textInput(api, "path"));
    if (operations.length === 0) {
      return [{ api, operation: undefined, method: undefined, path: base, policies: this.effective(api, undefined) }];
    }
    return operations.map((operation) => ({
      api,
      operation,
      method: textInput(operation, "method").toUpperCase(),
      path: [base, trimSlashes(textInput(operation, "urlTemplate"))].filter((part) => part !== "").join("/"),
      policies: this.effective(api, operation),
    }));
  }

  /**
   * The policy in effect for an API, or for one of its operations: once without a product, and once for each planned
   * product that holds the API.
   */
  effective(api: PlanResource, operation: PlanResource | undefined): readonly EffectivePolicy[] {
    const service = serviceOf(api);
    const apiId = textInput(api, "apiId");
    const own =
      operation === undefined
        ? undefined
        : this.policies.find(service, "ApiOperationPolicy", apiId, textInput(operation, "operationId"));
    const ofApi = this.policies.find(service, "ApiPolicy", apiId);
    const global = this.policies.find(service, "Policy");
    const products = this.view
      .ofType(`${API_MANAGEMENT}ProductApi`, `${API_MANAGEMENT}ProductApiLink`)
      .filter((link) => serviceOf(link) === service && textInput(link, "apiId").split("/").at(-1) === apiId)
      .map((link) => this.policies.find(service, "ProductPolicy", textInput(link, "productId")))
      .filter((policy) => policy !== undefined);
    return [undefined, ...products].map((product) => this.policies.effective(service, [own, ofApi, product, global]));
  }
}

const gateways = new WeakMap<PlanView, Gateway>();

/** The gateways of a plan; computed once for each view. */
export function gatewayOf(view: PlanView): Gateway {
  const gateway = gateways.get(view) ?? new Gateway(view);
  gateways.set(view, gateway);
  return gateway;
}

/** {@link Gateway.effective} of a plan. */
export function effectivePolicy(
  view: PlanView,
  api: PlanResource,
  operation?: PlanResource,
): readonly EffectivePolicy[] {
  return gatewayOf(view).effective(api, operation);
}

/** The API that an API or one of its operations belongs to. */
function apiKey(resource: PlanResource): string {
  return JSON.stringify([serviceOf(resource), textInput(resource, "apiId").toLowerCase()]);
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}
