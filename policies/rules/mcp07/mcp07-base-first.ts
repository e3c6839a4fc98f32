import type { PolicyElement } from "../../../plan/policy-document";
import { alwaysPasses, type Step } from "../../../plan/policy-flow";
import { SECTIONS } from "../../../plan/policy-document";
import { wholeDocument } from "../../framework/document";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp07-base-first",
  control: "MCP07-4",
  title: "Every policy begins each section with what applies outside it",
  why: "Without <base/> an API or operation silently drops the global denial and every check of its API.",
  severity: "high",
  remedy:
    "Begin inbound, outbound and on-error of each API, operation and product policy with <base />. Only backend may do without, where it forwards itself.",
  resource: {
    types: [
      "azure-native:apimanagement:ApiPolicy",
      "azure-native:apimanagement:ApiOperationPolicy",
      "azure-native:apimanagement:ProductPolicy",
    ],
    judge: (policy) => {
      const root = wholeDocument(policy);
      if (root === undefined) {
        return;
      }
      for (const section of SECTIONS) {
        const found = root.children.find((element) => element.name === section);
        const first = found?.children[0]?.name;
        const forwardsItself = section === "backend" && alwaysPasses((found?.children ?? []).map(asStep), isForward);
        if (first !== "base" && !forwardsItself) {
          policy.wrong(`its section <${section}> does not begin with <base />: write it first.`);
        }
      }
    },
  },
};

function isForward(step: Step): boolean {
  return step.name === "forward-request";
}

function asStep(element: PolicyElement): Step {
  return { ...element, origin: "", children: element.children.map(asStep) };
}
