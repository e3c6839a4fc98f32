/**
 * The planned API Management gateways: APIs, operations, and the policy that is really in effect for each, with every
 * `<base/>` and fragment expanded.
 */
import type { PlanResource } from "./format";
import { parsePolicy, SECTIONS, type PolicyDocument, type PolicyElement, type Section } from "./policy-document";
import type { Step } from "./policy-flow";
import { logicalName } from "./urn";
import { isClosedSecret, isUnknown } from "./values";
import type { PlanView } from "./view";

const TYPE = "azure-native:apimanagement:";
/** Classes that hold a policy document in `value`, fragments too. */
export const POLICY_TYPES: readonly string[] = [
  `${TYPE}Policy`,
  `${TYPE}ProductPolicy`,
  `${TYPE}ApiPolicy`,
  `${TYPE}ApiOperationPolicy`,
  `${TYPE}PolicyFragment`,
  `${TYPE}WorkspacePolicy`,
  `${TYPE}WorkspaceProductPolicy`,
  `${TYPE}WorkspaceApiPolicy`,
  `${TYPE}WorkspaceApiOperationPolicy`,
  `${TYPE}WorkspacePolicyFragment`,
];

/** The document of a policy or fragment, or why there is none to judge. */
export type ResourceDocument =
  | PolicyDocument
  | { readonly kind: "unknown" }
  /** The text is a secret, or lies behind a link. */
  | { readonly kind: "elsewhere"; readonly problem: string };

/** The policy in effect for one API or operation. */
export interface EffectivePolicy {
  readonly sections: Readonly<Record<Section, readonly Step[]>>;
  /** Documents that could not be read, with the resource: what is in effect is then not certain. */
  readonly unreadable: readonly { readonly resource: PlanResource; readonly document: ResourceDocument }[];
  /** URNs of all policies and fragments that took part. */
  readonly origins: ReadonlySet<string>;
}

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
  private readonly policies = new Map<string, PlanResource>();

  constructor(private readonly view: PlanView) {
    for (const resource of view.ofType(...POLICY_TYPES)) {
      this.policies.set(scopeKey(resource), resource);
    }
    this.routes = view.ofType(`${TYPE}Api`).flatMap((api) => this.routesOf(api));
  }

  /** Routes of one API. */
  ofApi(api: PlanResource): readonly Route[] {
    return this.routes.filter((route) => route.api === api);
  }

  /** The global policy of the service that an API (or another child of the service) belongs to. */
  globalPolicy(childOfService: PlanResource): PlanResource | undefined {
    return this.policies.get(key(serviceOf(childOfService), "Policy"));
  }

  /** The policy in effect where nothing but the global scope counts. */
  globalOnly(childOfService: PlanResource): EffectivePolicy {
    return new Expansion(this.policies, serviceOf(childOfService)).effective([this.globalPolicy(childOfService)]);
  }

  private routesOf(api: PlanResource): readonly Route[] {
    const operations = this.view
      .ofType(`${TYPE}ApiOperation`)
      .filter(
        (operation) => text(operation, "apiId") === text(api, "apiId") && serviceOf(operation) === serviceOf(api),
      );
    const base = trimSlashes(text(api, "path"));
    if (operations.length === 0) {
      return [{ api, operation: undefined, method: undefined, path: base, policies: this.effective(api, undefined) }];
    }
    return operations.map((operation) => ({
      api,
      operation,
      method: text(operation, "method").toUpperCase(),
      path: [base, trimSlashes(text(operation, "urlTemplate"))].filter((part) => part !== "").join("/"),
      policies: this.effective(api, operation),
    }));
  }

  private effective(api: PlanResource, operation: PlanResource | undefined): readonly EffectivePolicy[] {
    const service = serviceOf(api);
    const apiId = text(api, "apiId");
    const own =
      operation === undefined
        ? undefined
        : this.policies.get(key(service, "ApiOperationPolicy", apiId, text(operation, "operationId")));
    const ofApi = this.policies.get(key(service, "ApiPolicy", apiId));
    const global = this.policies.get(key(service, "Policy"));
    const products = this.view
      .ofType(`${TYPE}ProductApi`, `${TYPE}ProductApiLink`)
      .filter((link) => serviceOf(link) === service && text(link, "apiId").split("/").at(-1) === apiId)
      .map((link) => this.policies.get(key(service, "ProductPolicy", text(link, "productId"))))
      .filter((policy) => policy !== undefined);
    return [undefined, ...products].map((product) =>
      new Expansion(this.policies, service).effective([own, ofApi, product, global]),
    );
  }
}

const gateways = new WeakMap<PlanView, Gateway>();

/** The gateways of a plan; computed once for each view. */
export function gatewayOf(view: PlanView): Gateway {
  const gateway = gateways.get(view) ?? new Gateway(view);
  gateways.set(view, gateway);
  return gateway;
}

/**
 * The policy in effect for an API or one of its operations, once for each product it may be called through (the first
 * without one). Where the API has operations but none is given, the policy of the API itself.
 */
export function effectivePolicy(
  view: PlanView,
  api: PlanResource,
  operation?: PlanResource,
): readonly EffectivePolicy[] {
  const route = gatewayOf(view)
    .ofApi(api)
    .find((candidate) => candidate.operation === operation);
  return route?.policies ?? [];
}

const documents = new WeakMap<PlanResource, ResourceDocument>();

/** The parsed document of a policy or fragment. */
export function documentOf(resource: PlanResource): ResourceDocument {
  let document = documents.get(resource);
  if (document === undefined) {
    document = readDocument(resource);
    documents.set(resource, document);
  }
  return document;
}

function readDocument(resource: PlanResource): ResourceDocument {
  const { value, format } = resource.inputs ?? {};
  if (isUnknown(value) || isUnknown(format)) {
    return { kind: "unknown" };
  }
  if (isClosedSecret(value)) {
    return { kind: "elsewhere", problem: "its text is a secret" };
  }
  if (typeof format === "string" && format.toLowerCase().endsWith("-link")) {
    return { kind: "elsewhere", problem: `its format is "${format}", so the text lies behind a link` };
  }
  return typeof value === "string" ? parsedOnce(value) : { kind: "malformed", line: 1, problem: "value is not a text" };
}

/** By text: in the resource phase each rule is handed the same document anew. */
const parsed = new Map<string, PolicyDocument>();

function parsedOnce(text: string): PolicyDocument {
  let document = parsed.get(text);
  if (document === undefined) {
    document = parsePolicy(text);
    parsed.set(text, document);
  }
  return document;
}

/** One expansion: gathers what it met. */
class Expansion {
  private readonly unreadable: { resource: PlanResource; document: ResourceDocument }[] = [];
  private readonly origins = new Set<string>();

  constructor(
    private readonly policies: ReadonlyMap<string, PlanResource>,
    private readonly service: string,
  ) {}

  /** `scopes` from the innermost outwards; a scope without a policy passes on what lies outside it. */
  effective(scopes: readonly (PlanResource | undefined)[]): EffectivePolicy {
    const present = scopes.filter((scope) => scope !== undefined);
    const sections = Object.fromEntries(
      SECTIONS.map((section) => [section, this.section(section, present)]),
    ) as unknown as Record<Section, readonly Step[]>;
    return { sections, unreadable: this.unreadable, origins: this.origins };
  }

  private section(section: Section, scopes: readonly PlanResource[]): readonly Step[] {
    const [scope, ...outer] = scopes;
    if (scope === undefined) {
      // Azure's own default at the global scope.
      return section === "backend" ? [DEFAULT_FORWARD] : [];
    }
    const root = this.rootOf(scope);
    const found = root?.children.find((candidate) => candidate.name === section);
    return found === undefined ? [] : this.steps(found.children, scope, () => this.section(section, outer));
  }

  private steps(
    elements: readonly PolicyElement[],
    origin: PlanResource,
    base: () => readonly Step[],
  ): readonly Step[] {
    return elements.flatMap((element): readonly Step[] => {
      if (element.name === "base") {
        return base();
      }
      if (element.name === "include-fragment") {
        return this.fragment(element, origin);
      }
      return [{ ...element, origin: origin.urn, children: this.steps(element.children, origin, base) }];
    });
  }

  private fragment(include: PolicyElement, origin: PlanResource): readonly Step[] {
    const fragment = this.policies.get(key(this.service, "PolicyFragment", include.attributes["fragment-id"] ?? ""));
    const root = fragment === undefined ? undefined : this.rootOf(fragment);
    if (fragment === undefined || root === undefined) {
      return [{ ...include, origin: origin.urn, children: [] }];
    }
    // Fragments may not include fragments; API Management refuses it, so an inner one stays as it is.
    return root.children.map((element) => toStep(element, fragment.urn));
  }

  private rootOf(resource: PlanResource): PolicyElement | undefined {
    this.origins.add(resource.urn);
    const document = documentOf(resource);
    if (document.kind === "policy") {
      return document.root;
    }
    if (!this.unreadable.some((entry) => entry.resource === resource)) {
      this.unreadable.push({ resource, document });
    }
    return undefined;
  }
}

const DEFAULT_FORWARD: Step = {
  name: "forward-request",
  attributes: {},
  children: [],
  text: "",
  line: 0,
  origin: "",
};

function toStep(element: PolicyElement, origin: string): Step {
  return { ...element, origin, children: element.children.map((inner) => toStep(inner, origin)) };
}

function scopeKey(policy: PlanResource): string {
  const kind = policy.type.split(":").at(-1) ?? "";
  const service = serviceOf(policy);
  switch (kind) {
    case "ApiOperationPolicy":
      return key(service, kind, text(policy, "apiId"), text(policy, "operationId"));
    case "ApiPolicy":
      return key(service, kind, text(policy, "apiId"));
    case "ProductPolicy":
      return key(service, kind, text(policy, "productId"));
    case "PolicyFragment":
      return key(service, kind, fragmentId(policy));
    case "Policy":
      return key(service, kind);
    default:
      // Workspaces have scopes of their own, which are not expanded here.
      return `${policy.urn} ${kind}`;
  }
}

/** What a fragment is included by. Pulumi's SDKs drop the input `id`; azure-native then takes the logical name. */
export function fragmentId(fragment: PlanResource): string {
  return text(fragment, "id") || logicalName(fragment.urn);
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts).toLowerCase();
}

/** Resource group and name of the service: what its children have in common. */
export function serviceOf(resource: PlanResource): string {
  return `${text(resource, "resourceGroupName")}/${text(resource, "serviceName")}`.toLowerCase();
}

function text(resource: PlanResource, input: string): string {
  const value = resource.inputs?.[input];
  return typeof value === "string" ? value : "";
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}
