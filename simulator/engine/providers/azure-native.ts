/**
 * Stands in for the provider package azure-native: what its Check refuses cheaply, what it leaves unknown in preview,
 * and plausible ids and values once "created". Source: pulumi/pulumi-azure-native, provider/pkg/provider/provider.go.
 */
import { UNKNOWN } from "../../../plan/format";
import { isUnknown, type Properties } from "../values";
import { armId, knownClass, type ArmClass } from "./azure-native-classes";
import { computedValue } from "./azure-native-computed";
import type { CheckFailure, CheckResult, Live, Provider, ProviderPackage, Subject } from "./provider";
import { changedProperties, membersOf, missingOrWrong, previewOutputs } from "./shape";
import { stableGuid, stableHex } from "./stable-guid";

/** The version whose behaviour this follows. */
const VERSION = "3.28.0";

/** Who deploys, to a program that asks: an application and its service principal that exist nowhere. */
const DEPLOYER = { clientId: stableGuid("deployer", "client"), objectId: stableGuid("deployer", "object") };

/** Inputs that name where a resource is, besides its own name and its ancestors'. */
const PLACE = ["resourceGroupName", "location"];

/** Outputs that azure-native keeps known when it previews an update. */
const KNOWN_ON_UPDATE = new Set(["name", "location"]);

export const azureNative: ProviderPackage = {
  name: "azure-native",
  version: VERSION,
  acceptsSecrets: false,
  checkConfig: (inputs) => ({ inputs, failures: [] }),
  configure: (config) => new AzureNative(config),
};

class AzureNative implements Provider {
  constructor(private readonly config: Properties) {}

  check(subject: Subject, given: Properties): CheckResult {
    const known = knownClass(subject.type);
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    if (!known) {
      return { inputs: present, failures: [] };
    }
    const inputs = this.withDefaults(subject, known.class, present);
    const failures = [...missingParameters(known.class, inputs), ...wrongName(known.class, inputs)];
    if (!known.otherVersion) {
      failures.push(...[...missingOrWrong(known.class.members, inputs)].map((reason) => ({ reason: hinted(reason) })));
    }
    return { inputs, failures };
  }

  create(subject: Subject, inputs: Properties, preview: boolean): Live {
    const known = knownClass(subject.type);
    const shown = known && !known.otherVersion ? { ...previewOutputs(known.class.members, inputs) } : { ...inputs };
    const outputs: Properties = { ...shown, name: inputs.name ?? UNKNOWN, type: UNKNOWN };
    if (preview) {
      return { id: "", outputs };
    }
    const id = armId(subject.type, subject.name, inputs, this.subscription());
    return { id, outputs: this.settled(subject, id, outputs, inputs) };
  }

  diff(subject: Subject, before: Properties, after: Properties): ReturnType<Provider["diff"]> {
    const changed = changedProperties(before, after);
    const known = knownClass(subject.type);
    const place = new Set([
      ...PLACE,
      ...(known ? [known.class.name, known.class.scope ?? "", ...known.class.ancestors] : []),
    ]);
    const replaces = changed.filter((property) => place.has(property));
    // A resource of the same name cannot be made before the old one is gone.
    return { changed, replaces, deleteBeforeReplace: replaces.length > 0 };
  }

  update(subject: Subject, live: Live, inputs: Properties, preview: boolean): Live {
    const { outputs } = this.create(subject, inputs, preview);
    if (!preview) {
      return { id: live.id, outputs };
    }
    const kept = Object.entries({ ...live.outputs, ...outputs }).map(([name]) => [
      name,
      KNOWN_ON_UPDATE.has(name) ? (live.outputs[name] ?? UNKNOWN) : UNKNOWN,
    ]);
    return { id: live.id, outputs: Object.fromEntries(kept) as Properties };
  }

  read(subject: Subject, id: string, known: { inputs: Properties; outputs: Properties }): Live | undefined {
    if (Object.keys(known.outputs).length > 0) {
      return { id, outputs: known.outputs };
    }
    const name = id.slice(id.lastIndexOf("/") + 1);
    return { id, outputs: { name, type: knownClass(subject.type)?.class.type ?? subject.type } };
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

  private withDefaults(subject: Subject, arm: ArmClass, inputs: Properties): Properties {
    const named = inputs[arm.name] === undefined && arm.nameRequired !== true;
    const takesLocation = membersOf(arm.members).some(({ name }) => name === "location");
    const { location } = this.config;
    return {
      ...inputs,
      ...(named ? { [arm.name]: defaultName(subject, arm) } : {}),
      ...(takesLocation && inputs.location === undefined && location !== undefined ? { location } : {}),
    };
  }

  /** The outputs once the service has answered: nothing is unknown any more. */
  private settled(subject: Subject, id: string, outputs: Properties, inputs: Properties): Properties {
    const name = id.slice(id.lastIndexOf("/") + 1);
    const type = knownClass(subject.type)?.class.type ?? subject.type;
    const about = { urn: subject.urn, id, name, tenant: this.tenant(), inputs };
    const settled = Object.entries(outputs).flatMap(([key, value]) => {
      const known = computedValue(key, value, about);
      return known === undefined ? [] : [[key, known]];
    });
    return { ...(Object.fromEntries(settled) as Properties), name, type };
  }
}

/**
 * The name that azure-native makes up: for a child the resource's own, for others with a suffix, for role assignments a
 * GUID. It is not for convenience alone: SDKs drop an input called `id` (pulumi/pulumi#13781), so a policy fragment, whose
 * name is that input, gets its name only here.
 */
function defaultName({ urn, name }: Subject, arm: ArmClass): string {
  if (arm.type === "Microsoft.Authorization/roleAssignments") {
    return stableGuid(urn);
  }
  return arm.ancestors.length > 0 ? name : `${name}${stableHex(8, urn)}`;
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
