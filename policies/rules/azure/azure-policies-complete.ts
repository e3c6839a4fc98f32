import { documentOf, fragmentId, POLICY_TYPES, serviceOf } from "../../../plan/policy-resource";
import { descendants, type PolicyElement, SECTIONS } from "../../../plan/policy-document";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const FRAGMENT = "azure-native:apimanagement:PolicyFragment";
const NAMED_VALUE = "azure-native:apimanagement:NamedValue";

export const rule: Rule = {
  name: "azure-policies-complete",
  control: "azure",
  title: "Gateway policies are well-formed, inline, and refer to nothing that is missing",
  why: "A document that is not XML, lies behind a link or includes a missing fragment runs differently from what was reviewed, or not at all.",
  severity: "high",
  remedy:
    "Write the document as well-formed XML (escape quotes, < and & in expressions), inline with format xml or rawxml, and plan every fragment and named value that it refers to.",
  stack: {
    types: POLICY_TYPES,
    judge: (stack) => {
      const fragments = new Set(
        stack.view.ofType(FRAGMENT).map((fragment) => keyOf(serviceOf(fragment), fragmentId(fragment))),
      );
      const namedValues = new Set([
        ...namesIn(stack, NAMED_VALUE, "displayName"),
        ...namesIn(stack, NAMED_VALUE, "namedValueId"),
      ]);
      for (const policy of stack.places(...POLICY_TYPES)) {
        judgePolicy(policy, fragments, namedValues);
      }
    },
  },
};

function namesIn(stack: StackUnderJudgement, type: string, input: string): ReadonlySet<string> {
  return new Set(stack.view.ofType(type).map((resource) => keyOf(serviceOf(resource), resource.inputs?.[input])));
}

function keyOf(service: string, name: unknown): string {
  return JSON.stringify([service, typeof name === "string" ? name.toLowerCase() : null]);
}

function judgePolicy(policy: Place, fragments: ReadonlySet<string>, namedValues: ReadonlySet<string>): void {
  if (policy.at("value").isHidden("a policy document must be whole; put ids into named values")) {
    return;
  }
  const document = documentOf(policy.resource);
  if (document.kind === "malformed") {
    policy.wrong(
      `its document is not well-formed XML: line ${document.line}, ${document.problem}. Escape quotes, < and & in expressions.`,
    );
    return;
  }
  if (document.kind !== "policy") {
    policy.wrong(
      `its document cannot be judged: ${document.kind === "elsewhere" ? document.problem : "it is unknown"}. Write it inline.`,
    );
    return;
  }
  judgeShape(policy, document.root);
  const service = serviceOf(policy.resource);
  for (const element of descendants(document.root)) {
    const fragment = element.attributes["fragment-id"];
    if (element.name === "include-fragment" && !fragments.has(keyOf(service, fragment))) {
      policy.wrong(
        `line ${element.line}: it includes the fragment "${fragment ?? ""}", which this stack does not plan.`,
      );
    }
    for (const name of namedValuesIn(element)) {
      if (!namedValues.has(keyOf(service, name))) {
        policy.wrong(`line ${element.line}: it refers to the named value {{${name}}}, which this stack does not plan.`);
      }
    }
  }
}

function judgeShape(policy: Place, root: PolicyElement): void {
  const isFragment = policy.type === FRAGMENT;
  if (root.name !== (isFragment ? "fragment" : "policies")) {
    policy.wrong(`its root is <${root.name}>: write <${isFragment ? "fragment" : "policies"}>.`);
    return;
  }
  if (isFragment) {
    const refused = root.children.find(({ name }) => name === "base" || name === "include-fragment");
    if (refused !== undefined) {
      policy.wrong(`line ${refused.line}: API Management allows no <${refused.name}> in a fragment: move it out.`);
    }
    return;
  }
  for (const section of root.children) {
    if (!SECTIONS.some((name) => name === section.name)) {
      policy.wrong(`line ${section.line}: <${section.name}> is no section of a policy.`);
    }
  }
}

function namedValuesIn(element: PolicyElement): readonly string[] {
  return [element.text, ...Object.values(element.attributes)].flatMap((text) =>
    [...text.matchAll(/\{\{([^{}\s]+)\}\}/g)].map(([, name]) => name ?? ""),
  );
}
