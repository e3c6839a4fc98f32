/**
 * From what a program asks for to what a resource should be: inheritance from the parent, transforms, dependencies,
 * the provider. Source: pulumi/pulumi, pkg/resource/deploy/source_eval.go (`RegisterResource`, `inheritFromParent`).
 */
import { TransformResourceOptions, type RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { withAssetHashes } from "./assets";
import type { Deployment } from "./deployment";
import type { Packages } from "./packages";
import { providerUrn } from "../../plan/provider-reference";
import { dependencies, dependenciesByProperty, withAllDependencies } from "./registration-dependencies";
import type { Goal, HookBinding, HookMoment, ResourceState } from "./resource";
import { customTimeouts } from "./timeouts";
import type { Transforms } from "./transforms";
import { packageOf, parseUrn, PROVIDER_TYPE_PREFIX } from "./urn";
import { settleAll, type Properties } from "./values";
import { fromStruct } from "./wire";

/** Registers what the program asks for, one request at a time. */
export class Registrar {
  /** Providers that components hand to their children, by the component's URN and the package. */
  private readonly componentProviders = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly deployment: Deployment,
    private readonly transforms: Transforms,
    private readonly packages: Packages,
    /** Where the program runs: paths of assets are relative to it. */
    private readonly folder: string,
  ) {}

  async register(request: RegisterResourceRequest): Promise<ResourceState> {
    if (request.getRemote()) {
      throw new Error(
        `${request.getType()} '${request.getName()}' is a component that a provider would make in a process of its ` +
          `own. The offline preview has no such providers: preview it with the Pulumi CLI.`,
      );
    }
    const parent = request.getParent();
    const parentState = this.deployment.find(parent);
    if (parentState) {
      inherit(request, parentState);
    }
    const { properties, options } = await this.transformed(request);
    const goal = await this.goal(request, properties, options);
    const state = await this.deployment.register(goal);
    this.transforms.remember(state.urn, parent, request.getTransformsList());
    if (!goal.custom) {
      this.componentProviders.set(state.urn, this.providersFor(options, parent));
    }
    return state;
  }

  private async transformed(
    request: RegisterResourceRequest,
  ): Promise<{ properties: Properties; options: TransformResourceOptions }> {
    const own = request.getTransformsList();
    const given = withAssetHashes(fromStruct(request.getObject()), this.folder);
    const properties = own.length === 0 ? given : withAllDependencies(given, dependenciesByProperty(request, given));
    const resource = {
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent(),
    };
    const applying = this.transforms.applyingTo(resource.parent, own);
    return this.transforms.run(applying, resource, { properties, options: this.options(request) });
  }

  private async goal(
    request: RegisterResourceRequest,
    properties: Properties,
    options: TransformResourceOptions,
  ): Promise<Goal> {
    const type = request.getType();
    const isProvider = type.startsWith(PROVIDER_TYPE_PREFIX);
    const needsProvider = request.getCustom() && !isProvider;
    const asked = this.packages.requestFor(packageOf(type), options.getVersion(), request.getPackageref());
    return {
      type,
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent(),
      inputs: settleAll(isProvider ? this.packages.stampProvider(type, properties, options, request) : properties),
      ...dependencies(request, properties, options),
      provider: needsProvider ? options.getProvider() || (await this.deployment.defaultProvider(asked)) : "",
      protect: options.hasProtect() ? options.getProtect() : undefined,
      retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
      deletedWith: options.getDeletedWith(),
      deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
      ignoreChanges: options.getIgnoreChangesList(),
      additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
      customTimeouts: customTimeouts(options),
      hooks: hookBinding(options),
      importId: options.getImport(),
    };
  }

  /** What transforms may change of a request, besides the properties. */
  private options(request: RegisterResourceRequest): TransformResourceOptions {
    const options = new TransformResourceOptions();
    options.setDependsOnList(request.getDependenciesList());
    if (request.hasProtect()) {
      options.setProtect(request.getProtect() === true);
    }
    options.setIgnoreChangesList(request.getIgnorechangesList());
    options.setReplaceOnChangesList(request.getReplaceonchangesList());
    options.setReplacementTrigger(request.getReplacementTrigger());
    options.setVersion(request.getVersion());
    options.setAliasesList(request.getAliasesList());
    options.setProvider(request.getCustom() ? this.resolveProvider(request) : request.getProvider());
    options.setCustomTimeouts(request.getCustomtimeouts());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    if (request.hasRetainondelete()) {
      options.setRetainOnDelete(request.getRetainondelete() === true);
    }
    options.setDeletedWith(request.getDeletedwith());
    if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
      options.setDeleteBeforeReplace(request.getDeletebeforereplace());
    }
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    request.getProvidersMap().forEach((reference: string, name: string) => {
      options.getProvidersMap().set(name, reference);
    });
    options.setHooks(request.getHooks());
    options.setImport(request.getImportid());
    options.setHideDiffList(request.getHidediffsList());
    options.setReplaceWithList(request.getReplaceWithList());
    return options;
  }

  private resolveProvider(request: RegisterResourceRequest): string {
    const name = packageOf(request.getType());
    return (
      request.getProvider() ||
      (request.getProvidersMap().get(name) ?? this.componentProviders.get(request.getParent())?.get(name) ?? "")
    );
  }

  /** A component's providers: its own, and its parent's for packages that it names none for. */
  private providersFor(options: TransformResourceOptions, parent: string): ReadonlyMap<string, string> {
    const providers = new Map(this.componentProviders.get(parent));
    options.getProvidersMap().forEach((reference: string, name: string) => providers.set(name, reference));
    return providers;
  }
}

function inherit(request: RegisterResourceRequest, parent: ResourceState): void {
  if (request.getDeletedwith() === "") {
    request.setDeletedwith(parent.deletedWith);
  }
  if (!request.hasProtect() && parent.protect !== undefined) {
    request.setProtect(parent.protect);
  }
  if (!request.hasRetainondelete() && parent.retainOnDelete !== undefined) {
    request.setRetainondelete(parent.retainOnDelete);
  }
  const servesPackage =
    parent.provider !== "" &&
    parseUrn(providerUrn(parent.provider)).type === `${PROVIDER_TYPE_PREFIX}${packageOf(request.getType())}`;
  if (request.getProvider() === "" && (servesPackage || !request.getCustom())) {
    request.setProvider(parent.provider);
  }
}

function hookBinding(options: TransformResourceOptions): HookBinding {
  const hooks = options.getHooks();
  const named: Readonly<Record<HookMoment, readonly string[] | undefined>> = {
    beforeCreate: hooks?.getBeforeCreateList(),
    afterCreate: hooks?.getAfterCreateList(),
    beforeUpdate: hooks?.getBeforeUpdateList(),
    afterUpdate: hooks?.getAfterUpdateList(),
    beforeDelete: hooks?.getBeforeDeleteList(),
    afterDelete: hooks?.getAfterDeleteList(),
    onError: hooks?.getOnErrorList(),
  };
  return Object.fromEntries(Object.entries(named).filter(([, names]) => names !== undefined && names.length > 0));
}
