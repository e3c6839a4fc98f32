import { canonicalJson, canonicalProblems, placeOf } from "../canonical";
import { isJsonObject, setMember, type Json, type JsonObject } from "../json";
import { compileKeyword, keywords, type Draft } from "./keywords";
import { resolve } from "./references";
import { typeNames, type CompiledSchema, type SchemaProblem, type TypeName } from "./types";

/** A compiled schema, or every reason why the gateway cannot check it. */
export type Compiled = { readonly schema: CompiledSchema } | { readonly problems: readonly SchemaProblem[] };

/** References inlined may multiply: past so many schemas within one, it is refused. */
const mostSchemas = 2000;

/** Levels of schemas within schemas: a message has at most 32. */
const mostLevels = 32;

/** Say nothing about what is valid, so they are left out. `format` too is an annotation, and is not checked. */
const annotations = new Set([
  "$comment",
  "$defs",
  "$schema",
  "contentEncoding",
  "contentMediaType",
  "default",
  "definitions",
  "deprecated",
  "description",
  "example",
  "examples",
  "format",
  "readOnly",
  "title",
  "writeOnly",
  // Protocol revision 2026-07-28: names the header that repeats an argument.
  "x-mcp-header",
]);

/** Keywords that hold schemas; each has a function of its own below. */
const structure = new Set([
  "$ref",
  "allOf",
  "anyOf",
  "oneOf",
  "properties",
  "additionalProperties",
  "items",
  "propertyNames",
]);

/**
 * Compiles a tool's input schema to the subset that the gateway checks (docs/tool-locks.md). What it cannot check it does
 * not skip: it is a problem, and all problems are told at once.
 *
 * @param inputSchema the tool's `inputSchema`; undefined where it has none
 */
export function compileSchema(inputSchema: Json | undefined): Compiled {
  if (!isJsonObject(inputSchema)) {
    return {
      problems: [{ where: "", problem: 'the tool has no inputSchema: give it one, at least {"type":"object"}' }],
    };
  }
  if (inputSchema.type !== "object") {
    return { problems: [{ where: "type", problem: 'arguments are an object: write "type": "object"' }] };
  }
  const compilation = new Compilation(inputSchema);
  const schema = compilation.compile(inputSchema, "", []);
  return compilation.problems.length > 0 ? { problems: compilation.problems } : { schema };
}

/** One walk over a schema. */
class Compilation {
  readonly problems: SchemaProblem[] = [];
  private count = 0;

  constructor(private readonly root: JsonObject) {}

  /**
   * @param at path in the schema as a person would look for it
   * @param through definitions that are being inlined, outermost first
   */
  compile(value: Json, at: string, through: readonly string[], level = 0): CompiledSchema {
    this.count += 1;
    if (this.count > mostSchemas || level > mostLevels) {
      if (this.count === mostSchemas + 1 || level > mostLevels) {
        this.refuse(
          at,
          `with its references put in place, the schema is too large (over ${mostSchemas} schemas, or ${mostLevels} levels)`,
        );
      }
      return {};
    }
    if (value === true) {
      return {};
    }
    if (!isJsonObject(value)) {
      return this.refuse(at, "a schema is an object (or true)");
    }
    if (Object.hasOwn(value, "$ref")) {
      return this.reference(value, at, through, level);
    }
    for (const combination of ["allOf", "anyOf", "oneOf"]) {
      if (Object.hasOwn(value, combination)) {
        return combination === "allOf"
          ? this.merged(value, at, through, level)
          : this.alternatives(value, combination, at, through, level);
      }
    }
    return this.plain(value, at, through, level);
  }

  private refuse(where: string, problem: string): CompiledSchema {
    this.problems.push({ where, problem });
    return {};
  }

  /** Members that say something about what is valid. */
  private said(value: JsonObject): string[] {
    return Object.keys(value).filter((name) => !annotations.has(name));
  }

  private refuseBeside(value: JsonObject, keyword: string, at: string): void {
    for (const name of this.said(value).filter((other) => other !== keyword)) {
      this.refuse(placeOf(at, name), `${name} stands beside ${keyword}: put it inside, so that one place says it all`);
    }
  }

  private reference(value: JsonObject, at: string, through: readonly string[], level: number): CompiledSchema {
    this.refuseBeside(value, "$ref", at);
    const resolved = resolve(this.root, value.$ref ?? null);
    const place = placeOf(at, "$ref");
    if ("problem" in resolved) {
      return this.refuse(place, resolved.problem);
    }
    if (through.includes(resolved.name)) {
      return this.refuse(place, `${resolved.name} holds itself: write out as many levels as the tool needs`);
    }
    return this.compile(resolved.schema, resolved.name, [...through, resolved.name], level + 1);
  }

  /** `anyOf` and `oneOf` mean the same where the branches' types are apart. */
  private alternatives(
    value: JsonObject,
    keyword: string,
    at: string,
    through: readonly string[],
    level: number,
  ): CompiledSchema {
    this.refuseBeside(value, keyword, at);
    const place = placeOf(at, keyword);
    const branches = value[keyword];
    if (!Array.isArray(branches) || branches.length === 0) {
      return this.refuse(place, `${keyword} is a list of schemas`);
    }
    const before = this.problems.length;
    const compiled = branches.map((branch: Json, index) =>
      this.compile(branch, `${place}[${index}]`, through, level + 1),
    );
    const [only] = compiled;
    if (compiled.length === 1 && only !== undefined) {
      return only;
    }
    if (this.problems.length > before) {
      return {};
    }
    const flat = compiled.flatMap((branch) => branch.any ?? [branch]);
    const apart = flat.flatMap((branch) => kindsOf(branch.type));
    if (apart.includes("any") || new Set(apart).size < apart.length) {
      return this.refuse(
        place,
        "each alternative must name its type, and no two the same one (integer is a number): one must apply at most",
      );
    }
    return { any: flat };
  }

  /** `allOf` of plain objects with members of different names is one object. */
  private merged(value: JsonObject, at: string, through: readonly string[], level: number): CompiledSchema {
    const place = placeOf(at, "allOf");
    const { allOf, ...rest } = value;
    if (!Array.isArray(allOf) || allOf.length === 0) {
      return this.refuse(place, "allOf is a list of schemas");
    }
    const parts = (allOf as readonly Json[]).map((part, index) => ({ part, at: `${place}[${index}]` }));
    if (this.said(rest).length > 0) {
      parts.push({ part: rest, at });
    }
    const before = this.problems.length;
    const compiled = parts.map((part) => this.compile(part.part, part.at, through, level + 1));
    const [only] = compiled;
    if (compiled.length === 1 && only !== undefined) {
      return only;
    }
    if (this.problems.length > before) {
      return {};
    }
    const properties: Record<string, CompiledSchema> = {};
    const names = compiled.flatMap((part) => Object.entries(part.properties ?? {}));
    const closed = parts.some(({ part }) => this.isClosed(part));
    if (!compiled.every(isPlainObject) || closed || new Set(names.map(([name]) => name)).size < names.length) {
      return this.refuse(
        place,
        "only objects without additionalProperties whose members have different names are merged: write one schema",
      );
    }
    for (const [name, schema] of names) {
      setMember(properties, name, schema);
    }
    const required = [...new Set(compiled.flatMap((part) => part.required ?? []))];
    return {
      type: ["object"],
      properties,
      ...(required.length === 0 ? {} : { required }),
      additional: false,
    };
  }

  /** Whether a part of `allOf` itself says what other members may be; what it refers to is looked at too. */
  private isClosed(part: Json): boolean {
    for (let here = part, steps = 0; isJsonObject(here) && steps < mostLevels; steps += 1) {
      if (Object.hasOwn(here, "additionalProperties")) {
        return true;
      }
      const resolved = Object.hasOwn(here, "$ref") ? resolve(this.root, here.$ref ?? null) : undefined;
      if (resolved === undefined || "problem" in resolved) {
        return false;
      }
      here = resolved.schema;
    }
    return false;
  }

  private plain(value: JsonObject, at: string, through: readonly string[], level: number): CompiledSchema {
    const draft: Draft = {};
    for (const name of this.said(value)) {
      const place = placeOf(at, name);
      const found = value[name] ?? null;
      if (name === "type") {
        draft.type = this.types(found, place);
      } else if (keywords.has(name)) {
        const problem = compileKeyword(name, found, draft);
        if (problem !== undefined) {
          this.refuse(place, problem);
        }
      } else if (name === "enum" || name === "const") {
        this.values(name, found, place, draft);
      } else if (name === "propertyNames") {
        // What zod writes for a record: names are strings anyway.
        if (!isJsonObject(found) || canonicalJson(found) !== '{"type":"string"}') {
          this.refuse(place, "names of members are not checked: list the members under properties");
        }
      } else if (!structure.has(name)) {
        this.refuse(place, `${name} is not checked by the gateway: leave it out, or say the same in another way`);
      }
    }
    if (Object.hasOwn(value, "items")) {
      draft.items = this.compile(value.items ?? null, placeOf(at, "items"), through, level + 1);
    }
    this.members(value, at, through, level, draft);
    return draft;
  }

  private types(value: Json, place: string): TypeName[] {
    const named = Array.isArray(value) ? (value as readonly Json[]) : [value];
    const types = typeNames.filter((type) => named.includes(type));
    if (types.length === 0 || types.length < named.length) {
      this.refuse(place, `a type is one or several of ${typeNames.join(", ")}, each once`);
    }
    return types;
  }

  private values(keyword: "enum" | "const", value: Json, place: string, draft: Draft): void {
    const values = keyword === "const" ? [value] : value;
    if (!Array.isArray(values) || values.length === 0) {
      this.refuse(place, "enum is a list of values");
      return;
    }
    const problems = canonicalProblems(values as readonly Json[]);
    for (const { problem } of problems) {
      this.refuse(place, problem);
    }
    if (draft.enum !== undefined) {
      this.refuse(place, "enum and const stand side by side: leave one");
    }
    if (problems.length === 0) {
      draft.enum = [...new Set((values as readonly Json[]).map((one) => canonicalJson(one)))];
    }
  }

  private members(value: JsonObject, at: string, through: readonly string[], level: number, draft: Draft): void {
    const about = ["properties", "required", "additionalProperties"].some((name) => Object.hasOwn(value, name));
    if (!about && draft.type?.includes("object") !== true) {
      return;
    }
    const found = value.properties ?? {};
    const properties: Record<string, CompiledSchema> = {};
    if (isJsonObject(found)) {
      for (const [name, schema] of Object.entries(found)) {
        const place = placeOf(placeOf(at, "properties"), name);
        setMember(properties, name, this.compile(schema, place, through, level + 1));
      }
    } else {
      this.refuse(placeOf(at, "properties"), "properties is an object of schemas");
    }
    draft.properties = properties;
    const additional = Object.hasOwn(value, "additionalProperties") ? (value.additionalProperties ?? null) : false;
    draft.additional =
      additional === false ? false : this.compile(additional, placeOf(at, "additionalProperties"), through, level + 1);
    const impossible = (draft.required ?? []).filter((name) => !Object.hasOwn(properties, name));
    if (additional === false && impossible.length > 0) {
      this.refuse(
        placeOf(at, "required"),
        `${impossible.join(", ")}: required, and not under properties: put it there`,
      );
    }
  }
}

/** What must not stand in two alternatives: an integer is a number too, and without types a schema may be anything. */
function kindsOf(types: readonly TypeName[] | undefined): string[] {
  return types === undefined ? ["any"] : [...new Set(types.map((type) => (type === "integer" ? "number" : type)))];
}

function isPlainObject(schema: CompiledSchema): boolean {
  return (
    Object.keys(schema).every((key) => ["type", "properties", "required", "additional"].includes(key)) &&
    schema.additional === false &&
    (schema.type === undefined || (schema.type.length === 1 && schema.type[0] === "object"))
  );
}
