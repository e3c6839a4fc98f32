/** The types of JSON Schema; `integer` is any number without a fraction, `1.0` too. */
export const typeNames = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;

/** One of {@link typeNames}. */
export type TypeName = (typeof typeNames)[number];

/**
 * A tool's input schema as the gateway checks it: references are inlined, annotations gone, and what remains means the same
 * in TypeScript (`validate.ts`, the reference) and in the gateway's C#. Each member is optional and says nothing where it is
 * absent; `{}` takes any value. A member about one type (`minLength`) says nothing about values of another type.
 */
export interface CompiledSchema {
  /** The value is of one of these types. */
  readonly type?: readonly TypeName[];
  /** Members of an object by name. */
  readonly properties?: { readonly [name: string]: CompiledSchema };
  /** Members that an object must have. */
  readonly required?: readonly string[];
  /**
   * What members not in `properties` are held to; false: there may be none. Always there where the schema is about objects:
   * a schema without `additionalProperties` counts as false (deny by default).
   */
  readonly additional?: false | CompiledSchema;
  /** What every item of an array is held to. */
  readonly items?: CompiledSchema;
  /** The value is one of these, given as canonical JSON text so that no reader makes a date of a string. */
  readonly enum?: readonly string[];
  /** Bounds of a number, inclusive: whole, safe. */
  readonly min?: number;
  readonly max?: number;
  /** Bounds of a number, exclusive: whole, safe. */
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  /** Bounds of a string's length in Unicode code points, not in UTF-16 units. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /**
   * A regular expression found anywhere in a string, `(?:...)`: only syntax that JavaScript (without flags) and .NET
   * (`RegexOptions.None`, better with `CultureInvariant`) understand alike; in ASCII.
   */
  readonly pattern?: string;
  /** Bounds of an array's length. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The value meets one of these. Their types are named and apart, so at most one can apply: the one that has its type. */
  readonly any?: readonly CompiledSchema[];
}

/** Something in an input schema that the gateway cannot check. */
export interface SchemaProblem {
  /** Path in the schema, such as `properties.limit.multipleOf`; empty for the schema itself. */
  readonly where: string;
  /** What is wrong, and what to write instead. */
  readonly problem: string;
}
