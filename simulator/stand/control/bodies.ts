/** What the control port takes, checked; one sentence says all that is wrong with a call. */
import { z } from "zod";
import { FAULT_MODES } from "../../parties";

/** A call that cannot be understood or done: the status it is answered with, and a sentence. */
export class ControlMistake extends Error {
  constructor(
    readonly status: 400 | 404,
    message: string,
  ) {
    super(message);
  }
}

const anyObject = z.record(z.string(), z.unknown());

export const bodies = {
  fault: z.strictObject({ target: z.string(), mode: z.enum(FAULT_MODES) }),
  tools: z.strictObject({
    set: z.record(z.string(), anyObject).optional(),
    add: z.array(anyObject).optional(),
    remove: z.array(z.string()).optional(),
  }),
  instructions: z.strictObject({ text: z.string() }),
  answer: z.strictObject({
    content: z.array(anyObject),
    structuredContent: anyObject.optional(),
    isError: z.boolean().optional(),
  }),
  clock: z.strictObject({
    advanceSeconds: z
      .number()
      .min(0)
      .max(10 * 366 * 86_400),
  }),
  rotate: z.strictObject({ target: z.enum(["entra", "vault"]) }),
};

/**
 * @param example what a right body looks like
 * @throws ControlMistake
 */
export function bodyOf<T>(schema: z.ZodType<T>, value: unknown, example: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const mistakes = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw new ControlMistake(400, `${mistakes.join("; ")}. Send ${example}.`);
}
