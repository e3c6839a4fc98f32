/**
 * Property values as they travel between program, providers and policies: JSON in which objects that carry Pulumi's
 * signature stand for secrets, outputs, resource references and assets, and sentinel strings for unknowns.
 *
 * Source: pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go and developer-docs "property value wire format".
 */
import { SECRET_SIGNATURE, SIGNATURE_KEY, UNKNOWN, type Json, type JsonObject } from "../../plan/format";
import { CLOSED_SECRET } from "../../plan/secret";

/** A resource's properties by name. */
export type Properties = Record<string, Json>;

/** Marks an output: a value (absent when unknown) with its secretness and the resources it comes from. */
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";
/** Marks a file or text handed to a provider. */
export const ASSET_SIGNATURE = "c44067f5952c0a294b673a41bacd8c17";

/** One sentinel for each JSON type that an unknown may have; all mean the same to us. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The signature of a value that stands for more than plain JSON. */
export function signatureOf(value: Json | undefined): Json | undefined {
  return isObject(value) ? value[SIGNATURE_KEY] : undefined;
}

export function isSecret(value: Json | undefined): value is JsonObject {
  return signatureOf(value) === SECRET_SIGNATURE;
}

/** Marks a value secret, once. */
export function secret(value: Json): JsonObject {
  return isSecret(value) ? value : { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

/** Is this value itself unknown? A secret unknown is not: ask {@link containsUnknown}. */
export function isUnknown(value: Json | undefined): boolean {
  return UNKNOWNS.has(value);
}

/** Applies a function to each member of a list or object, leaving other values. */
function within(value: Json, change: (member: Json) => Json): Json {
  if (isList(value)) {
    return value.map(change);
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, change(v)])) : value;
}

/** Is there a value, however deep, for which the predicate holds? */
function some(value: Json, predicate: (value: Json) => boolean): boolean {
  if (predicate(value)) {
    return true;
  }
  if (isList(value)) {
    return value.some((item) => some(item, predicate));
  }
  return isObject(value) && Object.values(value).some((member) => some(member, predicate));
}

/** Is anything in it unknown? */
export function containsUnknown(value: Json): boolean {
  return some(value, (v) => isUnknown(v) || (signatureOf(v) === OUTPUT_SIGNATURE && isObject(v) && !("value" in v)));
}

/** Is anything in it secret? */
export function containsSecret(value: Json): boolean {
  return some(value, isSecret);
}

/**
 * Turns outputs into what the engine keeps of them: their plain value, the unknown sentinel, a secret of either.
 * Their dependencies are lost: take {@link dependenciesOf} first.
 */
export function settle(value: Json): Json {
  if (isUnknown(value)) {
    return UNKNOWN;
  }
  if (signatureOf(value) === OUTPUT_SIGNATURE && isObject(value)) {
    const inner = "value" in value ? settle(value.value) : UNKNOWN;
    return value.secret === true ? secret(inner) : inner;
  }
  return within(value, settle);
}

/** {@link settle} for each property. */
export function settleAll(properties: Readonly<Properties>): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, settle(value)]));
}

/** Adds to `found` the URNs that the outputs inside a value come from. */
export function dependenciesOf(value: Json, found = new Set<string>()): Set<string> {
  if (isList(value)) {
    value.forEach((item) => dependenciesOf(item, found));
  } else if (isObject(value)) {
    if (value[SIGNATURE_KEY] === OUTPUT_SIGNATURE && isList(value.dependencies)) {
      value.dependencies.forEach((urn) => typeof urn === "string" && found.add(urn));
    }
    Object.entries(value).forEach(([key, member]) => key !== "dependencies" && dependenciesOf(member, found));
  }
  return found;
}

/**
 * Upgrades a value to an output that carries these dependencies, which is how a transform sees that its property hangs
 * on other resources.
 */
export function withDependencies(value: Json, dependencies: ReadonlySet<string>): Json {
  const carried = dependenciesOf(value);
  if ([...dependencies].every((urn) => carried.has(urn))) {
    return value;
  }
  const own = signatureOf(value) === OUTPUT_SIGNATURE && isObject(value) ? value : undefined;
  const before = isList(own?.dependencies) ? own.dependencies : [];
  const all = [...new Set([...before, ...dependencies])];
  if (own) {
    return { ...own, dependencies: all };
  }
  if (isUnknown(value)) {
    return { [SIGNATURE_KEY]: OUTPUT_SIGNATURE, dependencies: all };
  }
  if (isSecret(value)) {
    return { [SIGNATURE_KEY]: OUTPUT_SIGNATURE, value: value.value ?? null, secret: true, dependencies: all };
  }
  return { [SIGNATURE_KEY]: OUTPUT_SIGNATURE, value, dependencies: all };
}

/** Takes the secret marks off, for receivers that do not know them. */
export function withoutSecrets(value: Json): Json {
  return isSecret(value) ? withoutSecrets(value.value ?? null) : within(value, withoutSecrets);
}

/**
 * Gives back the secret marks that a receiver without them lost: like-named objects are walked together, anything else
 * becomes a secret when its counterpart had one inside. So a secret in a list closes the list, as with the real engine.
 */
export function markSecretsLike(values: Readonly<Properties>, marked: Readonly<Properties>): Properties {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const model = marked[key];
      if (model === undefined || isSecret(value)) {
        return [key, value];
      }
      const bothPlainObjects = isObject(value) && isObject(model) && !isSecret(model);
      if (bothPlainObjects) {
        return [key, markSecretsLike(value, model)];
      }
      return [key, containsSecret(model) ? secret(value) : value];
    }),
  );
}

/** Turns references to resources into their id (or URN, for components), for receivers that do not know references. */
export function withoutReferences(value: Json): Json {
  if (signatureOf(value) === RESOURCE_SIGNATURE && isObject(value)) {
    const { id, urn } = value;
    return id === undefined ? (urn ?? null) : settle(id === "" ? UNKNOWN : id);
  }
  return within(value, withoutReferences);
}

/** A value as it stands in a plan: keys sorted, secrets closed. */
export function asPlanned(value: Json): Json {
  if (isSecret(value)) {
    return CLOSED_SECRET;
  }
  if (isList(value)) {
    return value.map(asPlanned);
  }
  return isObject(value) ? allAsPlanned(value) : value;
}

/** {@link asPlanned} for each property. */
export function allAsPlanned(properties: JsonObject): JsonObject {
  const sorted = Object.entries(properties).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, asPlanned(value)]));
}
