/** Default and explicit providers. Source: pulumi/pulumi, pkg/resource/deploy/default_providers.go and providers/registry.go. */
import { providerUrn } from "../../plan/provider-reference";
import { UNKNOWN } from "../../plan/format";
import type { CheckResult, Live, Provider, ProviderPackage, Subject } from "./providers/provider";
import { azureNative } from "./providers/azure-native";
import { azuread } from "./providers/azuread";
import { random } from "./providers/random";
import type { StackConfig } from "./stack-file";
import { PROVIDER_TYPE_PREFIX } from "./urn";
import {
  containsUnknown,
  markSecretsLike,
  secret,
  settleAll,
  withoutReferences,
  withoutSecrets,
  type Properties,
} from "./values";

/** A package and version that a resource asks for. */
export interface PackageRequest {
  readonly name: string;
  readonly version: string;
}

/** The engine's own package: stack references, stashes. */
const BUILTIN_PACKAGE = "pulumi";

/** Property of a provider's inputs that is the engine's own. */
const INTERNAL_KEY = "__internal";

/** The packages that can be stood in for, by name. */
const PACKAGES: ReadonlyMap<string, ProviderPackage> = new Map(
  [azureNative, azuread, random].map((provider) => [provider.name, provider]),
);

/** The stand-in for a package. @throws Error that names it when there is none. */
export function findPackage(name: string): ProviderPackage {
  const [base = name] = name.split("_");
  const found = PACKAGES.get(name) ?? PACKAGES.get(base);
  if (!found) {
    const known = [...PACKAGES.keys()].join(", ");
    throw new Error(
      `Nothing here stands in for the provider package '${name}'. The offline preview knows ${known}; ` +
        `preview a program that uses others with the Pulumi CLI.`,
    );
  }
  return found;
}

/** A package's configuration: the stack's keys in its namespace. */
export function packageConfig(config: StackConfig, name: string): Properties {
  const prefix = `${name}:`;
  return Object.fromEntries(
    Object.entries(config.values)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), config.secretKeys.includes(key) ? secret(value) : value]),
  );
}

/** Name of the provider that the engine makes for a package when the program names none. */
export function defaultProviderName(request: PackageRequest): string {
  return request.version === "" ? "default" : `default_${request.version.replace(/[^A-Za-z0-9]/g, "_")}`;
}

/** A provider as resources refer to it. */
export function providerReference(urn: string, id: string): string {
  return `${urn}::${id === "" ? UNKNOWN : id}`;
}

/** A provider as the engine calls it: secrets, references and unknown configuration handled as the real engine does. */
export interface RunningProvider {
  check(subject: Subject, inputs: Properties): CheckResult;
  create(subject: Subject, inputs: Properties): Live;
  read(subject: Subject, id: string, inputs: Properties): Live | undefined;
  invoke(token: string, args: Properties): Properties;
}

/** The providers of one deployment, each under its resource's URN. */
export class ProviderRegistry {
  private readonly running = new Map<string, RunningProvider>();

  /** @param builtin answers for the engine's own package, `pulumi`. */
  constructor(private readonly builtin: RunningProvider) {}

  /** Checks the inputs of a provider resource. */
  check(type: string, inputs: Properties): CheckResult {
    const name = packageNameOf(type);
    if (name === BUILTIN_PACKAGE) {
      return { inputs, failures: [] };
    }
    const { [INTERNAL_KEY]: internal, ...config } = inputs;
    const { inputs: checked, failures } = findPackage(name).checkConfig(config);
    return { failures, inputs: internal === undefined ? checked : { ...checked, [INTERNAL_KEY]: internal } };
  }

  /** Starts the provider of a provider resource whose inputs have been checked. */
  start(urn: string, type: string, inputs: Properties): void {
    const name = packageNameOf(type);
    this.running.set(urn, name === BUILTIN_PACKAGE ? this.builtin : configured(findPackage(name), inputs));
  }

  /** The provider that a reference `urn::id` names. */
  get(reference: string): RunningProvider {
    const found = this.running.get(providerUrn(reference));
    if (!found) {
      throw new Error(`unknown provider '${reference}'`);
    }
    return found;
  }
}

function packageNameOf(providerType: string): string {
  return providerType.slice(PROVIDER_TYPE_PREFIX.length);
}

function configured(found: ProviderPackage, inputs: Properties): RunningProvider {
  const config = providerOutputs(inputs);
  return containsUnknown(config)
    ? unconfigured(found.name)
    : adapt(found, found.configure(withoutSecrets(config) as Properties));
}

/** The outputs of a provider resource: its configuration. */
export function providerOutputs(inputs: Properties): Properties {
  const { [INTERNAL_KEY]: _internal, ...config } = inputs;
  return config;
}

/** A provider whose configuration is not known yet checks nothing and answers nothing. Source: plugin.provider.Check. */
function unconfigured(name: string): RunningProvider {
  return {
    check: (_subject, inputs) => ({ inputs, failures: [] }),
    create: () => ({ id: "", outputs: {} }),
    read: () => ({ id: UNKNOWN, outputs: {} }),
    invoke: (token) => {
      throw new Error(
        `${token} cannot be answered: the configuration of its provider '${name}' is not known in preview`,
      );
    },
  };
}

function adapt({ acceptsSecrets }: ProviderPackage, provider: Provider): RunningProvider {
  const incoming = (properties: Properties): Properties => {
    const plain = withoutReferences(properties) as Properties;
    return acceptsSecrets ? plain : (withoutSecrets(plain) as Properties);
  };
  const outgoing = (properties: Properties, inputs: Properties): Properties =>
    acceptsSecrets ? properties : markSecretsLike(properties, inputs);
  return {
    check: (subject, inputs) => {
      const { inputs: checked, failures } = provider.check(subject, incoming(inputs));
      return { inputs: outgoing(checked, inputs), failures };
    },
    create: (subject, inputs) => {
      const { id, outputs } = provider.create(subject, incoming(inputs), true);
      return { id, outputs: outgoing(outputs, inputs) };
    },
    read: (subject, id, inputs) => {
      const plain = incoming(inputs);
      const live = provider.read(subject, id, { inputs: plain, outputs: plain });
      return live && { id: live.id, outputs: outgoing(live.outputs, inputs) };
    },
    invoke: (token, args) => provider.invoke(token, incoming(settleAll(args))),
  };
}
