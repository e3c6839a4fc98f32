import { isJsonObject, type Json, type JsonObject } from "../json";

/** What a `$ref` leads to, or why it leads nowhere. */
export type Resolved = { readonly schema: Json; readonly name: string } | { readonly problem: string };

/**
 * Follows a reference to a definition of the same document: `#/$defs/<name>` or `#/definitions/<name>`.
 *
 * @param root the whole input schema
 * @param reference the value of `$ref`
 */
export function resolve(root: JsonObject, reference: Json): Resolved {
  if (typeof reference !== "string") {
    return { problem: "$ref is a text, such as #/$defs/Point" };
  }
  const [, folder, encoded] = /^#\/(\$defs|definitions)\/([^/]+)$/u.exec(reference) ?? [];
  if (folder === undefined || encoded === undefined) {
    return {
      problem: reference.startsWith("#")
        ? `${reference} does not lead to a definition: only #/$defs/<name> and #/definitions/<name> are followed`
        : `${reference} stands outside this schema, where anyone may change it: put the definition under $defs`,
    };
  }
  const name = decoded(encoded);
  const definitions = root[folder];
  if (name === undefined || !isJsonObject(definitions) || !Object.hasOwn(definitions, name)) {
    return { problem: `${reference} leads to nothing: put the definition under ${folder}` };
  }
  return { schema: definitions[name] ?? null, name: `${folder}.${name}` };
}

/** A step of a JSON Pointer (RFC 6901) in a URI's fragment. */
function decoded(step: string): string | undefined {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return undefined;
  }
}
