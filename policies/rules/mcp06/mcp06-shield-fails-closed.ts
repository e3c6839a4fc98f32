import { POLICY_TYPES } from "../../../plan/policy-resource";
import type { PolicyElement } from "../../../plan/policy-document";
import { callsContentSafety, missingCheck } from "../../framework/content-safety";
import { wholeDocument } from "../../framework/document";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp06-shield-fails-closed",
  control: "MCP06-4",
  title: "When Content Safety does not answer, the request is refused",
  why: 'An attacker who makes the shield fail (too long, too many, malformed) walks through it: "not 200, so safe" is the commonest mistake in public policies.',
  severity: "critical",
  remedy:
    "Right after the send-request put a choose whose when is true for a null response and for any status but 200, with a return-response in it; only then look at the answer.",
  resource: {
    types: POLICY_TYPES,
    judge: (policy) => {
      const root = wholeDocument(policy);
      if (root === undefined) {
        return;
      }
      for (const { call, next } of callsIn(root, undefined)) {
        const missing = missingCheck(call, next);
        if (missing !== undefined) {
          policy.wrong(
            `line ${call.line}: the call to Content Safety fails open: ${missing}. Write <choose><when condition="@(response == null || response.StatusCode != 200)"> with a return-response right after it.`,
          );
        }
      }
    },
  },
};

interface Call {
  readonly call: PolicyElement;
  /** The step that runs next, also where the call stands in a retry or wait. */
  readonly next: PolicyElement | undefined;
}

function callsIn(parent: PolicyElement, afterParent: PolicyElement | undefined): readonly Call[] {
  const isSequence = parent.name === "retry" || parent.name === "wait";
  return parent.children.flatMap((element, index): readonly Call[] => {
    const next =
      parent.name === "wait" ? afterParent : (parent.children[index + 1] ?? (isSequence ? afterParent : undefined));
    const own = callsContentSafety(element) ? [{ call: element, next }] : [];
    return [...own, ...callsIn(element, next)];
  });
}
