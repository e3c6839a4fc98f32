/**
 * The resources of one previewed deployment: each goal is checked by its provider, judged, and "created" in preview.
 * Source: pulumi/pulumi, pkg/resource/deploy/step_generator.go and step.go, for a stack with no prior state.
 */
import { providerUrn } from "../../plan/provider-reference";
import { UNKNOWN } from "../../plan/format";
import { builtinProvider, type StackOutputs } from "./builtin-provider";
import type { Hooks } from "./hooks";
import { inDependencyOrder } from "../../plan/order";
import type { PolicyGate } from "./policy/gate";
import {
  defaultProviderName,
  packageConfig,
  providerOutputs,
  providerReference,
  ProviderRegistry,
  type PackageRequest,
} from "./provider-registry";
import { isStack, type Goal, type ResourceState } from "./resource";
import type { StackConfig } from "./stack-file";
import type { CheckResult } from "./providers/provider";
import { makeUrn, PROVIDER_TYPE_PREFIX } from "./urn";
import { isSecret, secret, type Properties } from "./values";

/** What a deployment is made of. */
export interface DeploymentContext {
  readonly project: string;
  readonly stack: string;
  readonly config: StackConfig;
  readonly stackOutputs: StackOutputs;
  readonly policies: PolicyGate;
  readonly hooks: Hooks;
  onResource(resource: ResourceState, count: number): void;
}

/** What a resource must be to be read: `X.get`, or a stack reference. */
export type ReadGoal = Pick<
  Goal,
  "type" | "name" | "parent" | "inputs" | "dependencies" | "provider" | "additionalSecretOutputs"
> & { readonly id: string };

/** A goal with nothing asked for. */
const BLANK: Omit<Goal, "type" | "name" | "custom" | "inputs"> = {
  parent: "",
  dependencies: [],
  propertyDependencies: {},
  provider: "",
  deletedWith: "",
  ignoreChanges: [],
  additionalSecretOutputs: [],
  customTimeouts: {},
  hooks: {},
  importId: "",
};

/** One deployment: what the resource monitor tells the engine, in the engine's own terms. */
export class Deployment {
  /** What is wrong with the resources, one line each: the preview goes on, so that all of it is told at once. */
  readonly problems: string[] = [];
  private readonly resources = new Map<string, ResourceState>();
  /** URNs of resources that exist or are on their way. */
  private readonly taken = new Set<string>();
  private readonly providers: ProviderRegistry;
  private readonly defaultProviders = new Map<string, Promise<string>>();
  private exports: Properties = {};
  private registered = 0;

  constructor(private readonly context: DeploymentContext) {
    this.providers = new ProviderRegistry(builtinProvider(context.stackOutputs, (urn) => this.resources.get(urn)));
  }

  /** The resource with this URN, if it has been registered or read. */
  find(urn: string): ResourceState | undefined {
    return this.resources.get(urn);
  }

  /** Registers a resource; answers when its provider has previewed it. */
  async register(goal: Goal, isDefaultProvider = false): Promise<ResourceState> {
    const state = this.newState(goal, { isDefaultProvider, external: false });
    state.inputs = this.check(state, goal.inputs);
    const provider = this.providerResource(state);
    state.inputs = (await this.context.policies.remediate(state, provider)) ?? state.inputs;
    this.context.policies.analyze(state, provider);
    await this.context.hooks.run("beforeCreate", state);
    this.create(state);
    this.keep(state);
    if (state.custom) {
      await this.context.hooks.run("afterCreate", state);
    }
    if (!isDefaultProvider) {
      this.registered += 1;
      this.context.onResource(state, this.registered);
    }
    return state;
  }

  /** Reads a resource that the program does not manage. */
  read(goal: ReadGoal): ResourceState {
    const whole = { ...BLANK, ...goal, custom: true };
    const state = this.newState(whole, { isDefaultProvider: false, external: true });
    state.id = goal.id;
    if (goal.id !== UNKNOWN) {
      const live = this.providers.get(goal.provider).read(state, goal.id, goal.inputs);
      if (!live) {
        throw new Error(`resource '${goal.id}' does not exist`);
      }
      state.id = live.id;
      state.outputs = live.outputs;
    }
    this.keep(state);
    return state;
  }

  /** Takes the outputs of a component or of the stack. */
  async setOutputs(urn: string, outputs: Properties): Promise<void> {
    const state = this.resources.get(urn);
    if (!state) {
      throw new Error(`cannot complete a resource '${urn}' whose registration isn't pending`);
    }
    state.outputs = outputs;
    if (isStack(state)) {
      this.exports = outputs;
    }
    if (!state.custom) {
      await this.context.hooks.run("afterCreate", state);
    }
  }

  /** Reference to the provider that serves a package when the program names none; it is made at its first use. */
  defaultProvider(request: PackageRequest): Promise<string> {
    const name = defaultProviderName(request);
    const key = `${request.name}::${name}`;
    const reference = this.defaultProviders.get(key) ?? this.makeDefaultProvider(request, name);
    this.defaultProviders.set(key, reference);
    return reference;
  }

  /** Answers a provider's function. */
  invoke(provider: string, token: string, args: Properties): Properties {
    return this.providers.get(provider).invoke(token, args);
  }

  /** Lets the stack policies judge what is there now. */
  analyzeStack(): Promise<void> {
    const managed = this.inOrder().filter((state) => !state.external);
    return this.context.policies.analyzeStack(
      managed.map((state) => ({ state, provider: this.providerResource(state) })),
    );
  }

  /** All resources, each after those that it depends on. */
  inOrder(): readonly ResourceState[] {
    return inDependencyOrder([...this.resources.values()]);
  }

  /** What the program exports. */
  exported(): Properties {
    return this.exports;
  }

  private async makeDefaultProvider(request: PackageRequest, name: string): Promise<string> {
    const config = packageConfig(this.context.config, request.name);
    const inputs = request.version === "" ? config : { ...config, version: request.version };
    const type = `${PROVIDER_TYPE_PREFIX}${request.name}`;
    const state = await this.register({ ...BLANK, type, name, custom: true, inputs }, true);
    return providerReference(state.urn, state.id);
  }

  private newState(goal: Goal, kind: Pick<ResourceState, "isDefaultProvider" | "external">): ResourceState {
    const { project, stack } = this.context;
    if (goal.parent !== "" && !this.taken.has(goal.parent)) {
      throw new Error(`could not find parent resource ${goal.parent}`);
    }
    const urn = makeUrn(stack, project, goal.parent, goal.type, goal.name);
    if (this.taken.has(urn)) {
      this.problems.push(
        `${goal.type} '${goal.name}': a resource of this type and name exists already under the same parent ` +
          `(${urn}). Give one of them another name.`,
      );
    }
    this.taken.add(urn);
    return { ...goal, ...kind, urn, id: "", outputs: {} };
  }

  private check(state: ResourceState, inputs: Properties): Properties {
    if (!state.custom) {
      return inputs;
    }
    const { inputs: checked, failures }: CheckResult = isProvider(state)
      ? this.providers.check(state.type, inputs)
      : this.providers.get(state.provider).check(state, inputs);
    for (const { property, reason } of failures) {
      this.problems.push(`${state.type} '${state.name}'${property === undefined ? "" : `, ${property}`}: ${reason}`);
    }
    return checked;
  }

  private create(state: ResourceState): void {
    if (isProvider(state)) {
      state.id = UNKNOWN;
      state.outputs = providerOutputs(state.inputs);
      this.providers.start(state.urn, state.type, state.inputs);
    } else if (state.custom) {
      const { id, outputs } = this.providers.get(state.provider).create(state, state.inputs);
      state.id = id;
      state.outputs = outputs;
    }
  }

  /** Keeps a resource, its outputs as secret as its inputs and its options want them. */
  private keep(state: ResourceState): void {
    const named = new Set(state.additionalSecretOutputs);
    state.outputs = Object.fromEntries(
      Object.entries(state.outputs).map(([key, value]) => [
        key,
        named.has(key) || isSecret(state.inputs[key]) ? secret(value) : value,
      ]),
    );
    this.resources.set(state.urn, state);
  }

  private providerResource({ provider }: ResourceState): ResourceState | undefined {
    return provider === "" ? undefined : this.resources.get(providerUrn(provider));
  }
}

/** Is this resource a provider? */
function isProvider({ type }: { readonly type: string }): boolean {
  return type.startsWith(PROVIDER_TYPE_PREFIX);
}
