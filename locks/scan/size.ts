import { canonicalJson, canonicalProblems } from "../canonical";
import type { ServerSurface } from "../make";
import { compileSchema } from "../schema/compile";
import type { Finding } from "./finding";
import { joined, type Subject } from "./subjects";

/** UTF-8 bytes of one definition in canonical form: a model is shown all of it. */
const mostOfOne = 32_768;

/** UTF-8 bytes of a server's instructions. */
const mostInstructions = 16_384;

/**
 * Characters that all tools' schemas and names may take in the gateway's document, which API Management bounds at 256 KiB
 * with everything else that stands in it.
 */
const mostOfAll = 131_072;

/** What a pin (64 digits), a scope and the names of members take for each tool. */
const perTool = 200;

/** Values that are not the same text in every program. */
export function notCanonical({ where, definition }: Subject): Finding[] {
  return canonicalProblems(definition).map(({ at, problem }) => ({
    where: joined(where, at),
    finding: "not-canonical",
    problem,
    remedy: "its pin would differ from program to program, so it cannot be pinned",
    acceptable: false,
  }));
}

/** Definitions and surfaces that are too large. */
export function tooLarge(surface: Omit<ServerSurface, "protocol">, subjects: readonly Subject[]): Finding[] {
  const sizes = [
    ...subjects.map(({ where, definition }) => ({ where, size: sizeOf(definition), most: mostOfOne })),
    { where: "instructions", size: Buffer.byteLength(surface.instructions ?? ""), most: mostInstructions },
    { where: "all tools", size: sum(subjects.map(inGateway)), most: mostOfAll },
  ];
  return sizes
    .filter(({ size, most }) => size > most)
    .map(({ where, size, most }) => ({
      where,
      finding: "too-large",
      problem: `it takes ${size} bytes, and ${most} at most`,
      remedy: where === "all tools" ? "split the server, or shorten the schemas" : "shorten it",
      acceptable: false,
    }));
}

function inGateway({ kind, definition, name = "" }: Subject): number {
  const compiled = kind === "tool" ? compileSchema(definition.inputSchema) : undefined;
  const schema = compiled !== undefined && "schema" in compiled ? JSON.stringify(compiled.schema).length : 0;
  return perTool + name.length + schema;
}

/** What has no canonical form is told as that. */
function sizeOf(definition: Subject["definition"]): number {
  return canonicalProblems(definition).length > 0 ? 0 : Buffer.byteLength(canonicalJson(definition));
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
