/** A policy document or fragment out of the plan, as a tree. */
import { parsePolicy, type PolicyElement } from "../../../plan/policy-document";
import type { GatewayProblem } from "../refusal";
import { ScanError, scanRawPolicy } from "./raw-scanner";

/**
 * Bytes that a document or fragment may have. The policy document's limit is API Management's; of a fragment's, copies
 * of its page say 512 KB and 32 KB, and the smaller one holds everywhere.
 */
export const LIMITS = { policies: 256 * 1024, fragment: 32 * 1024 } as const;

/** Its root, `policies` or `fragment`; or what is wrong with it. */
export type ReadDocument = { readonly root: PolicyElement } | { readonly problem: GatewayProblem };

/**
 * Reads a document.
 *
 * @param format of the resource: `xml` (the default in ARM) must be well-formed XML; `rawxml` may have raw expressions;
 *   the `-link` forms lie elsewhere and are refused
 */
export function readDocument(
  document: string,
  text: string,
  format: string,
  root: "policies" | "fragment",
): ReadDocument {
  const refuse = (line: number, problem: string): ReadDocument => ({ problem: { document, line, problem } });
  const size = Buffer.byteLength(text, "utf8");
  if (size > LIMITS[root]) {
    return refuse(0, `it has ${size} bytes; API Management takes ${LIMITS[root]}`);
  }
  const read = format === "rawxml" ? readRaw(text) : format === "xml" || format === "" ? readXml(text) : undefined;
  if (read === undefined) {
    return refuse(0, `its format is "${format}"; write the text into the plan, as "xml" or "rawxml"`);
  }
  if ("name" in read) {
    return read.name === root ? { root: read } : refuse(read.line, `its root is <${read.name}>, not <${root}>`);
  }
  return refuse(read.line, read.problem);
}

function readXml(text: string): PolicyElement | { line: number; problem: string } {
  const document = parsePolicy(text);
  return document.kind === "policy"
    ? document.root
    : { line: document.line, problem: `not well-formed XML: ${document.problem}` };
}

/**
 * An XML parser makes spaces of an attribute's line breaks, and a comment `// ...` then swallows the rest of its
 * expression. Microsoft's samples have such comments, so raw documents keep their lines, well-formed ones too.
 */
function readRaw(text: string): PolicyElement | { line: number; problem: string } {
  try {
    return scanRawPolicy(text);
  } catch (error) {
    if (error instanceof ScanError) {
      return { line: error.line, problem: error.message };
    }
    throw error;
  }
}
