import { z } from "zod";
import { isJsonObject, type JsonObject, type LockException, type ServerSurface } from "../../locks";
import { MistakeError } from "../mistake";

const entry = z.custom<JsonObject>(isJsonObject, "an object is expected");

const answers = z.strictObject({
  protocol: z.iso.date("the protocol revision, YYYY-MM-DD, is expected").optional(),
  instructions: z.string().nullable().default(null),
  tools: z.array(entry),
  prompts: z.array(entry).default([]),
  resourceTemplates: z.array(entry).default([]),
});

const exceptions = z.array(
  z.strictObject({
    where: z.string().min(1),
    finding: z.string().min(1),
    because: z.string().trim().min(10, "a reason is a sentence"),
  }),
);

/** What a file of saved answers holds; `protocol` is undefined where it does not say. */
export type SavedAnswers = Omit<ServerSurface, "protocol"> & { readonly protocol: string | undefined };

/** @throws MistakeError that names every place */
export function readAnswers(text: string, name: string): SavedAnswers {
  const { protocol, ...rest } = parsed(text, name, answers, "a server's answers");
  return { ...rest, protocol };
}

/** @throws MistakeError that names every place */
export function readExceptions(text: string, name: string): LockException[] {
  return parsed(text, name, exceptions, "a list of exceptions ({where, finding, because})");
}

function parsed<T>(text: string, name: string, shape: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new MistakeError("usage", `${name} is not JSON.`, [error instanceof Error ? error.message : String(error)]);
  }
  const shaped = shape.safeParse(value);
  if (!shaped.success) {
    const details = shaped.error.issues.map(({ path, message }) => `${path.join(".") || "the document"}: ${message}`);
    throw new MistakeError("usage", `${name} does not hold ${what}.`, details);
  }
  return shaped.data;
}
