/**
 * Where two sets of inputs differ, and what of it only a new resource can have. Source: pulumi/pulumi-azure-native,
 * provider/pkg/provider/diff.go.
 */
import { UNKNOWN, type Json, type JsonObject } from "../../../plan/format";
import { isList, isObject, type Properties } from "../values";
import { normalised } from "./cloud/location";

/** What has become of one place. */
export interface PropertyChange {
  readonly kind: "add" | "delete" | "update";
  /** Only a new resource can have it. */
  readonly replaces: boolean;
}

/** What a comparison is about. */
interface Comparison {
  /** Places that only a new resource can have: members after a point, items of a list as `[]`. */
  readonly immutable: ReadonlySet<string>;
  readonly found: Map<string, PropertyChange>;
}

/** Where one is: as people read it, and as the table of immutable properties writes it. */
interface Place {
  readonly shown: string;
  readonly general: string;
}

/** Every place that differs, by its path: members after a point, items of a list by number. */
export function differences(
  before: Properties,
  after: Properties,
  immutable: ReadonlySet<string>,
): ReadonlyMap<string, PropertyChange> {
  const comparison: Comparison = { immutable, found: new Map() };
  compareObjects(comparison, before, after, undefined);
  return new Map([...comparison.found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function compareObjects(
  comparison: Comparison,
  before: JsonObject,
  after: JsonObject,
  within: Place | undefined,
): void {
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !name.startsWith("__")));
  for (const name of names) {
    const place = memberOf(within, name);
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    if (within === undefined && isSamePlace(name, was, is)) {
      continue;
    }
    if (was === null || is === null) {
      if (was !== is) {
        note(comparison, place, was === null ? "add" : "delete");
      }
    } else {
      compareValues(comparison, was, is, place);
    }
  }
}

function compareValues(comparison: Comparison, was: Json, is: Json, place: Place): void {
  if (isObject(was) && isObject(is)) {
    const inner: Comparison = { ...comparison, found: new Map() };
    compareObjects(inner, was, is, place);
    const whole = comparison.immutable.has(place.general);
    inner.found.forEach((change, path) => {
      comparison.found.set(path, whole && change.kind === "update" ? { ...change, replaces: true } : change);
    });
  } else if (isList(was) && isList(is)) {
    for (let index = 0; index < Math.max(was.length, is.length); index += 1) {
      const item: Place = { shown: `${place.shown}[${String(index)}]`, general: `${place.general}[]` };
      const [old, now] = [was[index], is[index]];
      if (old !== undefined && now !== undefined) {
        compareValues(comparison, old, now, item);
      } else {
        comparison.found.set(item.shown, { kind: old === undefined ? "add" : "delete", replaces: false });
      }
    }
  } else if (was !== is || is === UNKNOWN) {
    note(comparison, place, "update");
  }
}

function note({ immutable, found }: Comparison, { shown, general }: Place, kind: PropertyChange["kind"]): void {
  found.set(shown, { kind, replaces: immutable.has(general) });
}

function memberOf(within: Place | undefined, name: string): Place {
  const quoted = /^[\w-]+$/.test(name) ? undefined : `[${JSON.stringify(name)}]`;
  if (!within) {
    return { shown: quoted ?? name, general: name };
  }
  return { shown: `${within.shown}${quoted ?? `.${name}`}`, general: `${within.general}.${name}` };
}

/** azure-native tells locations apart without regard to case and spaces, names of groups without regard to case. */
function isSamePlace(name: string, was: Json, is: Json): boolean {
  if (typeof was !== "string" || typeof is !== "string" || is === UNKNOWN) {
    return false;
  }
  return (
    (name === "location" && normalised(was) === normalised(is)) ||
    (name === "resourceGroupName" && was.toLowerCase() === is.toLowerCase())
  );
}
