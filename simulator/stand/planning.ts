import path from "node:path";
import type { Plan } from "../../plan/format";
import { preview, type PreviewRequest } from "../engine";

/** Which stack is previewed, and from where. */
export interface Planning extends Pick<PreviewRequest, "signal" | "onEvent"> {
  /** The project's root, absolute; the program must have been compiled (`node bulwark.mjs compile`). */
  readonly root: string;
  /** `dev` for stacks/Pulumi.dev.yaml. */
  readonly stack: string;
}

/**
 * The plan of a stack, by the offline engine. No rule judges it: that is what `bulwark preview` is for.
 *
 * @throws PreviewError, InterruptedError as `preview` does
 */
export async function plannedStack({ root, stack, signal, onEvent }: Planning): Promise<Plan> {
  const { plan } = await preview({
    root,
    stack,
    program: path.join(root, "build", ".js", "infra.js"),
    policyPacks: [],
    ...(signal === undefined ? {} : { signal }),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  return plan;
}
