import assert from "node:assert/strict";
import { compileSchema, pinOf, type CompiledSchema, type JsonObject, type Lock } from "../locks";

/** What a lock is made of. */
export interface LockParts {
  readonly server: string;
  /** `sha256:<64 hex>`. */
  readonly image: string;
  /** Default 2025-11-25. */
  readonly protocol?: string;
  readonly tools?: readonly string[];
  /** Those of the tools that say of themselves that they destroy. */
  readonly destructive?: readonly string[];
  readonly prompts?: readonly string[];
  readonly templates?: readonly string[];
}

/** A lock as `bulwark lock` writes it, of a server whose tools each take one text. */
export function lockOf(parts: LockParts): Lock {
  const destructive = parts.destructive ?? [];
  return {
    format: 1,
    server: parts.server,
    version: 1,
    date: "2026-11-20",
    image: parts.image,
    protocol: parts.protocol ?? "2025-11-25",
    scan: { scanner: 1, verdict: "clean", exceptions: [] },
    instructions: null,
    tools: unique(parts.tools).map((name) => {
      const definition = {
        name,
        description: `Tool ${name}`,
        inputSchema: {
          type: "object",
          properties: { query: { type: "string" } },
          additionalProperties: false,
        },
        ...(destructive.includes(name) ? { annotations: { destructiveHint: true } } : {}),
      };
      return { name, pin: pinOf(definition), definition, schema: compiled(definition.inputSchema) };
    }),
    prompts: unique(parts.prompts).map((name) => {
      const definition = { name, description: `Prompt ${name}` };
      return { name, pin: pinOf(definition), definition };
    }),
    resourceTemplates: unique(parts.templates).map((uriTemplate) => {
      const definition = { uriTemplate, name: uriTemplate };
      return { uriTemplate, pin: pinOf(definition), definition };
    }),
    previous: [],
  };
}

function compiled(inputSchema: JsonObject): CompiledSchema {
  const result = compileSchema(inputSchema);
  assert.ok("schema" in result);
  return result.schema;
}

/** Each once, in the order that a lock has. */
function unique(names: readonly string[] = []): string[] {
  return [...new Set(names)].sort((left, right) => (left < right ? -1 : 1));
}
