/**
 * The stack as whole-stack rules see it. `AnalyzeStack` is given outputs, and azure-native's real preview of an update
 * leaves outputs unknown; so the inputs that the resource phase of the same run showed are used, for the resources that
 * `AnalyzeStack` names, with its dependencies.
 */
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { JsonObject, PlanResource } from "../../plan/format";
import { PlanView } from "../../plan/view";

/** Inputs seen in the resource phase. */
export class Collection {
  private readonly seen = new Map<string, PlanResource>();
  private generation = 0;
  private view: { readonly key: string; readonly view: PlanView } | undefined;

  /** Remembers a resource's inputs, and gives it in the plan's form. Cheap: every rule calls it. */
  add(args: ResourceValidationArgs): PlanResource {
    const resource: PlanResource = {
      urn: args.urn,
      type: args.type,
      custom: isCustom(args.type, args.provider !== undefined),
      inputs: plain(args.props),
      protect: args.opts.protect,
    };
    this.seen.set(resource.urn, resource);
    this.generation += 1;
    return resource;
  }

  /** The stack that `AnalyzeStack` names; a resource that the resource phase did not show is taken as it stands there. */
  viewOf(resources: readonly PolicyResource[]): PlanView {
    const key = [this.generation, ...resources.map((resource) => resource.urn)].join("\n");
    if (this.view?.key !== key) {
      this.view = { key, view: new PlanView(resources.map((resource) => this.withDependencies(resource))) };
    }
    return this.view.view;
  }

  private withDependencies(resource: PolicyResource): PlanResource {
    const seen = this.seen.get(resource.urn);
    return {
      urn: resource.urn,
      type: resource.type,
      custom: seen?.custom ?? isCustom(resource.type, resource.provider !== undefined),
      inputs: seen?.inputs ?? plain(resource.props),
      protect: resource.opts.protect || seen?.protect === true,
      ...(resource.parent === undefined ? {} : { parent: resource.parent.urn }),
      dependencies: resource.dependencies.map((dependency) => dependency.urn),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, dependencies]) => [
          property,
          dependencies.map((dependency) => dependency.urn),
        ]),
      ),
    };
  }
}

/** Requests do not say whether a resource is a component; only custom resources have a provider. */
function isCustom(type: string, hasProvider: boolean): boolean {
  return hasProvider || /^(?:azure-native|azuread|random)(?:_[^:]+)?:/.test(type);
}

/** The values behind the proxy that throws at the first unknown: places deal with unknowns themselves. */
function plain(properties: Readonly<Record<string, unknown>>): JsonObject {
  return (properties.__getSpecialProxyTarget ?? properties) as JsonObject;
}
