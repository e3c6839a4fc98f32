/** What a class's properties look like, as far as a provider's Check looks. Written by `shapes/generate.mjs`. */
import { UNKNOWN, type Json, type JsonObject } from "../../../plan/format";
import { containsUnknown, isList, isObject, isUnknown, signatureOf, type Properties } from "../values";

/**
 * `s` string, `n` number, `b` boolean, `*` anything, `["l", node]` list, `["m", node]` map, else members by name:
 * `!` stands before the name of a required one, `-` before that of one which only the service sets.
 */
export type Shape = string | readonly [string, Shape] | { readonly [member: string]: Shape };

/** One member of an object's shape. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly readOnly: boolean;
}

/** Members of an object's shape. */
export function membersOf(shape: Readonly<Record<string, Shape>>): readonly Member[] {
  return Object.entries(shape).map(([key, member]) => ({
    name: key.replace(/^[!-]/, ""),
    shape: member,
    required: key.startsWith("!"),
    readOnly: key.startsWith("-"),
  }));
}

const JSON_TYPES: Readonly<Record<string, string>> = { s: "string", n: "number", b: "boolean" };

/** Places in a value that are of another JSON type than the shape says, or that lack what it requires. */
export function* mismatches(shape: Shape, value: Json, path: string): Generator<string> {
  if (isUnknown(value) || value === null || signatureOf(value) !== undefined || shape === "*") {
    return;
  }
  if (typeof shape === "string") {
    const expected = JSON_TYPES[shape] ?? "string";
    if (typeof value !== expected) {
      yield `'${path}' should be of type '${expected}' but got ${withArticle(value)}`;
    }
  } else if (isTuple(shape)) {
    const [kind, item] = shape;
    if (kind === "l" ? !isList(value) : !isObject(value)) {
      yield `'${path}' should be of type '${kind === "l" ? "array" : "object"}' but got ${withArticle(value)}`;
    }
    for (const [key, member] of Object.entries(isList(value) || isObject(value) ? value : {})) {
      yield* mismatches(item, member, kind === "l" ? `${path}[${key}]` : `${path}.${key}`);
    }
  } else if (isObject(value)) {
    yield* missingOrWrong(shape, value, path);
  } else {
    yield `'${path}' should be of type 'object' but got ${withArticle(value)}`;
  }
}

/** {@link mismatches} of an object's members. Members that the shape does not know are the body check's business. */
export function* missingOrWrong(
  shape: Readonly<Record<string, Shape>>,
  value: JsonObject,
  path = "",
): Generator<string> {
  for (const { name, shape: member, required, readOnly } of membersOf(shape)) {
    const at = path === "" ? name : `${path}.${name}`;
    const given = value[name];
    if (given !== undefined && given !== null) {
      yield* mismatches(member, given, at);
    } else if (required && !readOnly) {
      yield `missing required property '${at}'`;
    }
  }
}

/**
 * The outputs that azure-native answers in a preview of a creation: inputs in the shape of outputs, and unknown
 * whatever the program did not give. Source: pulumi/pulumi-azure-native, provider/pkg/convert/previewOutputs.go.
 */
export function previewOutputs(shape: Readonly<Record<string, Shape>>, inputs: JsonObject): Properties {
  return Object.fromEntries(
    membersOf(shape).map(({ name, shape: member }) => [name, previewOutput(member, inputs[name] ?? UNKNOWN)]),
  );
}

function previewOutput(shape: Shape, value: Json): Json {
  if (isUnknown(value)) {
    return UNKNOWN;
  }
  if (shape === "*") {
    return value;
  }
  if (typeof shape === "string") {
    return typeof value === JSON_TYPES[shape] ? value : UNKNOWN;
  }
  if (isTuple(shape)) {
    const [kind, item] = shape;
    if (kind === "l" && isList(value)) {
      return value.map((one) => previewOutput(item, one));
    }
    return kind === "m" && isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, previewOutput(item, one)]))
      : UNKNOWN;
  }
  return isObject(value) ? previewOutputs(shape, value) : UNKNOWN;
}

/** Names of properties that differ, unknown ones included: they may. */
export function changedProperties(before: Properties, after: Properties): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !name.startsWith("__")));
  return [...names].filter((name) => containsUnknown(after[name] ?? null) || !same(before[name], after[name])).sort();
}

function same(left: Json | undefined, right: Json | undefined): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => same(left[key], right[key]));
  }
  return (left ?? null) === (right ?? null);
}

function isTuple(shape: Shape): shape is readonly [string, Shape] {
  return Array.isArray(shape);
}

function withArticle(value: Json): string {
  const kind = isList(value) ? "array" : typeof value;
  return `${/^[aeo]/.test(kind) ? "an" : "a"} ${kind}`;
}
