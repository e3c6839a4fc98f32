/**
 * Stands in for the provider package azure-native: what its Check refuses cheaply, what it leaves unknown in preview,
 * and plausible ids and values once "created". Source: pulumi/pulumi-azure-native, provider/pkg/provider/provider.go.
 */
import { UNKNOWN, type Json } from "../../../plan/format";
import { isUnknown, type Properties } from "../values";
import { armId, immutableProperties, inputsOfId, knownClass, type ArmClass } from "./azure-native-classes";
import { computedValue } from "./azure-native-computed";
import { isMadeUp, madeUpNames } from "./azure-native-names";
import type { Cloud } from "./cloud/cloud";
import { differences } from "./difference";
import { withDrift } from "./drift";
import type { CheckFailure, CheckResult, Found, Live, Provider, ProviderPackage, Subject } from "./provider";
import { changedProperties, membersOf, missingOrWrong, previewOutputs } from "./shape";
import { stableGuid } from "./stable-guid";

/** The version whose behaviour this follows. */
const VERSION = "3.28.0";

/** Who deploys, to a program that asks: an application and its service principal that exist nowhere. */
const DEPLOYER = { clientId: stableGuid("deployer", "client"), objectId: stableGuid("deployer", "object") };

/** Outputs of the resource as it is that azure-native keeps known when it previews an update; the others are made anew. */
const KNOWN_ON_UPDATE = ["name", "location"];

export const azureNative: ProviderPackage = {
  name: "azure-native",
  version: VERSION,
  acceptsSecrets: false,
  checkConfig: (inputs) => ({ inputs, failures: [] }),
  configure: (config, cloud) => new AzureNative(config, cloud),
};

class AzureNative implements Provider {
  constructor(
    private readonly config: Properties,
    private readonly cloud: Cloud | undefined,
  ) {}

  check(subject: Subject, given: Properties, before: Properties = {}): CheckResult {
    const known = knownClass(subject.type);
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    if (!known) {
      return { inputs: present, failures: [] };
    }
    const inputs = this.withDefaults(subject, known.class, present, before);
    const failures = [...missingParameters(known.class, inputs), ...wrongName(known.class, inputs)];
    if (!known.otherVersion) {
      failures.push(...[...missingOrWrong(known.class.members, inputs)].map((reason) => ({ reason: hinted(reason) })));
    }
    return { inputs, failures };
  }

  create(subject: Subject, inputs: Properties, preview: boolean): Live {
    if (preview) {
      return { id: "", outputs: this.previewed(subject, inputs) };
    }
    const id = armId(subject.type, subject.name, inputs, this.subscription());
    const outputs = this.settled(subject, id, inputs);
    this.cloud?.create({ id, type: subject.type, properties: outputs }, inputs);
    return { id, outputs };
  }

  diff(
    { urn, type, name }: Subject,
    before: Properties,
    after: Properties,
    outputs: Properties = {},
  ): ReturnType<Provider["diff"]> {
    const detailed = differences(before, after, immutableProperties(type));
    const replaces = [...detailed]
      .filter(([path, change]) => change.replaces && !(change.kind === "add" && alreadyIs(after[path], outputs[path])))
      .map(([path]) => path);
    // A resource of the same name cannot be made before the old one is gone; one with a name made up at random can.
    const arm = knownClass(type)?.class;
    const renewable =
      arm !== undefined && this.cloud !== undefined && isMadeUp({ urn, type, name }, arm, before[arm.name]);
    return {
      changed: changedProperties(before, after).filter((property) => [...detailed.keys()].some(isIn(property))),
      replaces,
      deleteBeforeReplace: replaces.length > 0 && !renewable,
      detailed,
    };
  }

  update(subject: Subject, live: Live, inputs: Properties, preview: boolean): Live {
    if (preview) {
      const kept = KNOWN_ON_UPDATE.flatMap((name) => {
        const value = live.outputs[name];
        return value === undefined ? [] : [[name, value] as const];
      });
      return { id: live.id, outputs: { ...this.previewed(subject, inputs), ...Object.fromEntries(kept) } };
    }
    const outputs = this.settled(subject, live.id, inputs);
    this.cloud?.update({ id: live.id, type: subject.type, properties: outputs }, inputs);
    return { id: live.id, outputs };
  }

  delete(_subject: Subject, id: string): void {
    this.cloud?.delete(id);
  }

  read({ type }: Subject, id: string, known: { inputs: Properties; outputs: Properties }): Found | undefined {
    const inState = Object.keys(known.outputs).length > 0;
    const live = this.cloud?.live.read(id)?.properties;
    if (live) {
      const inputs = inState ? known.inputs : inputsOfId(type, id);
      return { id, outputs: live, inputs: withDrift(inputs, known.outputs, live, settableProperties(type)) };
    }
    if (this.cloud && (inState || !this.cloud.wasThereBefore(id))) {
      return undefined;
    }
    if (inState) {
      return { id, ...known };
    }
    const name = id.slice(id.lastIndexOf("/") + 1);
    return { id, outputs: { name, type: knownClass(type)?.class.type ?? type }, inputs: known.inputs };
  }

  invoke(token: string): Properties {
    if (token === "azure-native:authorization:getClientConfig") {
      return { ...DEPLOYER, subscriptionId: this.subscription(), tenantId: this.config.tenantId ?? "" };
    }
    const why = token === "azure-native:authorization:getClientToken" ? "needs an Azure login" : "asks Azure";
    throw new Error(
      `${token} ${why}, which the offline preview does not have. Compute the value or take it from settings.`,
    );
  }

  private subscription(): string {
    return typeof this.config.subscriptionId === "string" ? this.config.subscriptionId : stableGuid("subscription");
  }

  private tenant(): string {
    return typeof this.config.tenantId === "string" ? this.config.tenantId : stableGuid("tenant");
  }

  private withDefaults(subject: Subject, arm: ArmClass, inputs: Properties, before: Properties): Properties {
    const named = inputs[arm.name] === undefined && arm.nameRequired !== true;
    const takesLocation = membersOf(arm.members).some(({ name, readOnly }) => name === "location" && !readOnly);
    const { location } = this.config;
    return {
      ...inputs,
      ...(named ? { [arm.name]: before[arm.name] ?? this.freeName(subject, arm, inputs) } : {}),
      ...(takesLocation && inputs.location === undefined && location !== undefined ? { location } : {}),
    };
  }

  /** The name that azure-native would make up; at random there, so never one that is taken. */
  private freeName(subject: Subject, arm: ArmClass, inputs: Properties): string {
    const isFree = (name: string): boolean => {
      const id = armId(subject.type, subject.name, { ...inputs, [arm.name]: name }, this.subscription());
      return this.cloud?.live.read(id) === undefined;
    };
    const [first = subject.name, ...others] = madeUpNames(subject, arm);
    return [first, ...others].find(isFree) ?? first;
  }

  /** The outputs as far as they are known before the service has answered. */
  private previewed(subject: Subject, inputs: Properties): Properties {
    const known = knownClass(subject.type);
    const shown = known && !known.otherVersion ? previewOutputs(known.class.members, inputs) : inputs;
    return { ...shown, name: inputs.name ?? UNKNOWN, type: UNKNOWN };
  }

  /** The outputs once the service has answered: nothing is unknown any more. */
  private settled(subject: Subject, id: string, inputs: Properties): Properties {
    const name = id.slice(id.lastIndexOf("/") + 1);
    const type = knownClass(subject.type)?.class.type ?? subject.type;
    const about = { urn: subject.urn, id, name, tenant: this.tenant(), inputs };
    const settled = Object.entries(this.previewed(subject, inputs)).flatMap(([key, value]) => {
      const known = computedValue(key, value, about);
      return known === undefined ? [] : [[key, known]];
    });
    return { ...(Object.fromEntries(settled) as Properties), name, type };
  }
}

/** Is a path this property or in it? */
function isIn(property: string): (path: string) => boolean {
  return (path) => path === property || path.startsWith(`${property}.`) || path.startsWith(`${property}[`);
}

/** Does the resource already have by itself what the program now says? Then nothing is replaced for it. */
function alreadyIs(wanted: Json | undefined, is: Json | undefined): boolean {
  return wanted !== undefined && JSON.stringify(wanted) === JSON.stringify(is);
}

/** Names of the properties that a program can set and the service shows. */
function settableProperties(type: string): ReadonlySet<string> {
  const members = membersOf(knownClass(type)?.class.members ?? {});
  return new Set(members.flatMap(({ name, readOnly }) => (readOnly ? [] : [name])));
}

function* missingParameters(arm: ArmClass, inputs: Properties): Generator<CheckFailure> {
  for (const property of [...arm.required, ...(arm.nameRequired === true ? [arm.name] : [])]) {
    if (inputs[property] === undefined) {
      yield { reason: `missing required property '${property}'` };
    }
  }
}

function* wrongName(arm: ArmClass, inputs: Properties): Generator<CheckFailure> {
  const name = inputs[arm.name];
  if (typeof name !== "string" || isUnknown(name)) {
    return;
  }
  const { minLength = 0, maxLength = Infinity, pattern } = arm;
  if (name.length < minLength || name.length > maxLength) {
    const allowed = `${String(minLength)} to ${String(maxLength)}`;
    yield { reason: `'${arm.name}' is '${name}', ${String(name.length)} characters long: ${allowed} are allowed` };
  } else if (pattern !== undefined && !new RegExp(pattern).test(name)) {
    yield { reason: `'${arm.name}' is '${name}', which does not match expression '${pattern}'` };
  }
}

/** azure-native's own hint. */
function hinted(reason: string): string {
  return reason === "missing required property 'location'"
    ? `${reason}. Either set it explicitly or configure 'azure-native:location' in the stack file`
    : reason;
}
