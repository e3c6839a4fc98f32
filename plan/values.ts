/**
 * What a value of a plan is: unknown, a closed secret, an object, a list; and the paths by which places inside are named.
 */
import { SECRET_SIGNATURE, SIGNATURE_KEY, type ClosedSecret, type Json, type JsonObject, UNKNOWN } from "./format";

/**
 * All sentinels that stand for "known after deployment". Programs in Node write only {@link UNKNOWN}; other languages'
 * providers write one by type. Source: pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go.
 */
const UNKNOWN_SENTINELS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** True where the value is known only after deployment. */
export function isUnknown(value: unknown): boolean {
  return UNKNOWN_SENTINELS.has(value);
}

/** True for an object that is not a list. A closed secret is one too. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for a secret whose plain text the plan does not hold. */
export function isClosedSecret(value: unknown): value is ClosedSecret {
  return isObject(value) && value[SIGNATURE_KEY] === SECRET_SIGNATURE;
}

/**
 * The path of a member: `template` + `containers` is `template.containers`, with 0 it is `template.containers[0]`; a key
 * that is no plain name is quoted: `tags["a.b"]`.
 */
export function memberPath(path: string, member: string | number): string {
  if (typeof member === "number") {
    return `${path}[${member}]`;
  }
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(member)) {
    return `${path}[${JSON.stringify(member)}]`;
  }
  return path === "" ? member : `${path}.${member}`;
}

/** Calls `visitor` for every value below and including `value`, with its path; closed secrets are not looked into. */
export function visitValues(
  value: Json | undefined,
  path: string,
  visitor: (value: Json | undefined, path: string) => void,
): void {
  visitor(value, path);
  if (isList(value)) {
    value.forEach((item, index) => {
      visitValues(item, memberPath(path, index), visitor);
    });
  } else if (isObject(value) && !isClosedSecret(value)) {
    for (const [key, member] of Object.entries(value)) {
      visitValues(member, memberPath(path, key), visitor);
    }
  }
}
