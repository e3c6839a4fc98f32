/** The policy that is really in effect in a scope, with every `<base/>` and fragment expanded. */
import type { PlanResource } from "./format";
import { SECTIONS, type PolicyElement, type Section } from "./policy-document";
import type { Step } from "./policy-flow";
import { documentOf, fragmentId, POLICY_TYPES, serviceOf, textInput, type ResourceDocument } from "./policy-resource";
import type { PlanView } from "./view";

/** The policy in effect for one API or operation. */
export interface EffectivePolicy {
  readonly sections: Readonly<Record<Section, readonly Step[]>>;
  /** Documents that could not be read, with the resource: what is in effect is then not certain. */
  readonly unreadable: readonly { readonly resource: PlanResource; readonly document: ResourceDocument }[];
  /** URNs of all policies and fragments that took part. */
  readonly origins: ReadonlySet<string>;
}

/** All policies and fragments of a plan, by scope. */
export class PolicyIndex {
  private readonly byScope = new Map<string, PlanResource>();

  constructor(view: PlanView) {
    for (const resource of view.ofType(...POLICY_TYPES)) {
      this.byScope.set(scopeKey(resource), resource);
    }
  }

  /** The policy of a scope: class without its prefix, then the ids that name the scope, outermost first. */
  find(service: string, kind: string, ...ids: readonly string[]): PlanResource | undefined {
    return this.byScope.get(key(service, kind, ...ids));
  }

  /** What is in effect where these scopes apply, given from the innermost outwards; undefined: a scope without a policy. */
  effective(service: string, scopes: readonly (PlanResource | undefined)[]): EffectivePolicy {
    return new Expansion(this, service).effective(scopes);
  }
}

/** One expansion: gathers what it met. */
class Expansion {
  private readonly unreadable: { resource: PlanResource; document: ResourceDocument }[] = [];
  private readonly origins = new Set<string>();

  constructor(
    private readonly policies: PolicyIndex,
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
    const fragment = this.policies.find(this.service, "PolicyFragment", include.attributes["fragment-id"] ?? "");
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
      return key(service, kind, textInput(policy, "apiId"), textInput(policy, "operationId"));
    case "ApiPolicy":
      return key(service, kind, textInput(policy, "apiId"));
    case "ProductPolicy":
      return key(service, kind, textInput(policy, "productId"));
    case "PolicyFragment":
      return key(service, kind, fragmentId(policy));
    case "Policy":
      return key(service, kind);
    default:
      // Workspaces have scopes of their own, which are not expanded here.
      return `${policy.urn} ${kind}`;
  }
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts).toLowerCase();
}
