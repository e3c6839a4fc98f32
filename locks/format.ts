/** The lock of a server: `stacks/tools/<server>.lock.json`. What it approves, the gateway lets through; nothing else. */
import { z } from "zod";
import { isJsonObject, type JsonObject } from "./json";
import type { CompiledSchema } from "./schema/types";

/** The lock's own format. */
export const formatVersion = 1;

/** The rules of the scan: counted up whenever they become stricter, so that a lock says which it passed. */
export const scannerVersion = 1;

/** Earlier versions that a lock keeps for `--rollback`. */
export const keptVersions = 10;

/** A finding that a person accepted, and why. */
export interface LockException {
  /** Where it was found, as the scan says it: `tool find_trails: description`. */
  readonly where: string;
  /** Code of the finding: `instruction-like`, ... */
  readonly finding: string;
  /** The person's reason. */
  readonly because: string;
}

/** A tool as it was approved. */
export interface LockedTool {
  readonly name: string;
  /** SHA-256 of the canonical form of the whole definition, lower-case hex. */
  readonly pin: string;
  /** The tool object as the server lists it, unknown members included. */
  readonly definition: JsonObject;
  /** Its `inputSchema`, compiled to what the gateway checks. */
  readonly schema: CompiledSchema;
}

/** A prompt as it was approved. */
export interface LockedPrompt {
  readonly name: string;
  readonly pin: string;
  readonly definition: JsonObject;
}

/** A resource template as it was approved. */
export interface LockedTemplate {
  readonly uriTemplate: string;
  readonly pin: string;
  readonly definition: JsonObject;
}

/** One approved state of a server. */
export interface LockVersion {
  readonly format: typeof formatVersion;
  /** The server's name in the stack files. */
  readonly server: string;
  /** Counted from 1; a rollback counts up too. */
  readonly version: number;
  /** Day on which it was approved, `YYYY-MM-DD`. */
  readonly date: string;
  /** Digest of the image that the definitions were taken from, `sha256:<64 hex>`. A new image needs a new lock. */
  readonly image: string;
  /** Protocol revision in which the server was asked, `YYYY-MM-DD`. */
  readonly protocol: string;
  readonly scan: {
    /** The scanner that judged it: {@link scannerVersion} of its day. */
    readonly scanner: number;
    /** `clean`: no finding. `accepted`: none but those that exceptions name. */
    readonly verdict: "clean" | "accepted";
    readonly exceptions: readonly LockException[];
  };
  /** The server's `instructions`; null where it gives none. Its pin is that of the string. */
  readonly instructions: { readonly text: string; readonly pin: string } | null;
  /** Sorted by name, by UTF-16 units; so are prompts, and templates by URI. */
  readonly tools: readonly LockedTool[];
  readonly prompts: readonly LockedPrompt[];
  readonly resourceTemplates: readonly LockedTemplate[];
}

/** A lock: the approved state, and those before it, newest first. */
export interface Lock extends LockVersion {
  readonly previous: readonly LockVersion[];
}

const pin = z.string().regex(/^[0-9a-f]{64}$/u, "a pin is 64 lower-case hexadecimal digits");
// Not z.record: it would copy the object, and a member called __proto__ would be lost.
const definition = z.custom<JsonObject>(isJsonObject, "a definition is an object");

const versionShape = {
  format: z.literal(formatVersion),
  server: z.string().regex(/^[a-z](?:-?[a-z0-9])*$/u, "a server's name is lower-case letters, digits and hyphens"),
  version: z.int().min(1),
  date: z.iso.date(),
  image: z.string().regex(/^sha256:[0-9a-f]{64}$/u, "an image is named by its digest, sha256:<64 hex>"),
  protocol: z.iso.date(),
  scan: z.strictObject({
    scanner: z.int().min(1),
    verdict: z.enum(["clean", "accepted"]),
    exceptions: z.array(
      z.strictObject({ where: z.string().min(1), finding: z.string().min(1), because: z.string().trim().min(1) }),
    ),
  }),
  instructions: z.strictObject({ text: z.string(), pin }).nullable(),
  tools: z.array(
    z.strictObject({ name: z.string().min(1), pin, definition, schema: z.custom<CompiledSchema>(isJsonObject) }),
  ),
  prompts: z.array(z.strictObject({ name: z.string().min(1), pin, definition })),
  resourceTemplates: z.array(z.strictObject({ uriTemplate: z.string().min(1), pin, definition })),
};

/** The lock's shape; what must agree within it is checked by `parseLock`. */
export const lockShape: z.ZodType<Lock> = z.strictObject({
  ...versionShape,
  previous: z.array(z.strictObject(versionShape)).max(keptVersions),
});
