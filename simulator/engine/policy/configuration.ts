/**
 * A pack's configuration: its own defaults, then what it starts with, then what the request gives.
 * Source: pulumi/pulumi, pkg/resource/analyzer/config.go.
 */
import {
  ConfigureAnalyzerRequest,
  EnforcementLevel as WireLevel,
  PolicyConfig,
  type AnalyzerInfo,
  type PolicyConfigSchema,
  type PolicyInfo as WirePolicy,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Json, JsonObject } from "../../../plan/format";
import { PreviewError } from "../failure";
import type { EnforcementLevel } from "../preview-types";
import { isObject, type Properties } from "../values";
import { fromStruct, toStruct } from "../wire";

const LEVELS: Readonly<Record<EnforcementLevel, WireLevel>> = {
  advisory: WireLevel.ADVISORY,
  mandatory: WireLevel.MANDATORY,
  disabled: WireLevel.DISABLED,
  remediate: WireLevel.REMEDIATE,
};

/** One policy's configuration in force. */
export interface PolicySetting {
  readonly level: EnforcementLevel;
  readonly properties: Properties;
}

/** A level as the wire has it, in words. */
export function levelFromWire(level: WireLevel): EnforcementLevel {
  const found = Object.entries(LEVELS).find(([, wire]) => wire === level);
  return (found?.[0] ?? "mandatory") as EnforcementLevel;
}

/**
 * The configuration in force for each policy of a pack.
 *
 * @throws PreviewError of kind `pack` with every mistake: an unknown level, a policy that the pack does not have, a
 * property that the policy's schema requires or types differently.
 */
export function settingsInForce(
  info: AnalyzerInfo,
  given: Readonly<Record<string, unknown>> = {},
): ReadonlyMap<string, PolicySetting> {
  const mistakes: string[] = [];
  const policies = info.getPoliciesList();
  const names = new Set(policies.map((policy) => policy.getName()));
  for (const [name, value] of Object.entries(given)) {
    if (name !== "all" && !names.has(name)) {
      mistakes.push(`${name}: the pack has no such policy`);
    }
    mistakes.push(...mistakesIn(name, value));
  }
  const all = levelIn(given.all);
  const settings = new Map<string, PolicySetting>();
  for (const policy of policies) {
    const name = policy.getName();
    const initial = info.getInitialconfigMap().get(name);
    const initialAll = info.getInitialconfigMap().get("all");
    const own = given[name];
    const level =
      levelIn(own) ??
      all ??
      (initial ? levelFromWire(initial.getEnforcementlevel()) : undefined) ??
      (initialAll ? levelFromWire(initialAll.getEnforcementlevel()) : undefined) ??
      levelFromWire(policy.getEnforcementlevel());
    const properties = {
      ...defaultsOf(policy.getConfigschema()),
      ...fromStruct(initial?.getProperties()),
      ...propertiesIn(own),
    };
    mistakes.push(...schemaMistakes(policy, properties));
    settings.set(name, { level, properties });
  }
  if (mistakes.length > 0) {
    throw new PreviewError("pack", `The configuration of policy pack '${info.getName()}' is wrong.`, mistakes);
  }
  return settings;
}

/** The request that puts settings in force. */
export function configureRequest(settings: ReadonlyMap<string, PolicySetting>): ConfigureAnalyzerRequest {
  const request = new ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of settings) {
    const config = new PolicyConfig();
    config.setEnforcementlevel(LEVELS[level]);
    config.setProperties(toStruct(properties));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

function isLevel(value: unknown): value is EnforcementLevel {
  return typeof value === "string" && value in LEVELS;
}

function asObject(value: unknown): JsonObject | undefined {
  const json = JSON.parse(JSON.stringify(value ?? null)) as Json;
  return isObject(json) ? json : undefined;
}

function levelIn(value: unknown): EnforcementLevel | undefined {
  const level = asObject(value)?.enforcementLevel ?? value;
  return isLevel(level) ? level : undefined;
}

function propertiesIn(value: unknown): Properties {
  const { enforcementLevel: _level, ...properties } = asObject(value) ?? {};
  return properties;
}

function* mistakesIn(name: string, value: unknown): Generator<string> {
  const allowed = Object.keys(LEVELS).join(", ");
  const object = asObject(value);
  if (object === undefined && !isLevel(value)) {
    yield `${name}: ${JSON.stringify(value)} is neither a level (${allowed}) nor an object`;
  } else if (object?.enforcementLevel !== undefined && !isLevel(object.enforcementLevel)) {
    yield `${name}.enforcementLevel: ${JSON.stringify(object.enforcementLevel)} is none of ${allowed}`;
  }
}

function defaultsOf(schema: PolicyConfigSchema | undefined): Properties {
  const properties = fromStruct(schema?.getProperties());
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, spec]) =>
      isObject(spec) && spec.default !== undefined ? [[key, spec.default]] : [],
    ),
  );
}

function* schemaMistakes(policy: WirePolicy, properties: Properties): Generator<string> {
  const schema = policy.getConfigschema();
  for (const key of schema?.getRequiredList() ?? []) {
    if (!(key in properties)) {
      yield `${policy.getName()}.${key}: required, and not given`;
    }
  }
  for (const [key, spec] of Object.entries(fromStruct(schema?.getProperties()))) {
    const value = properties[key];
    const type = isObject(spec) ? spec.type : undefined;
    if (value !== undefined && typeof type === "string" && !hasType(value, type)) {
      yield `${policy.getName()}.${key}: ${JSON.stringify(value)} is not of type ${type}`;
    }
  }
}

function hasType(value: Json, type: string): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
    default:
      return true;
  }
}
