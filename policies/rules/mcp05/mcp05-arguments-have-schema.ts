import { readsOf } from "../../../plan/expression/reads";
import type { Step } from "../../../plan/policy-flow";
import type { Json } from "../../../plan/format";
import { isObject } from "../../../plan/values";
import { API, approvals, asList, asObject, entriesOf, textsIn } from "../../framework/approved";
import { APPROVED } from "../../framework/approved-variables";
import { decisionProblem, goodRequests, naming } from "../../framework/decisions";
import { nameOf, WITHOUT_TEXT, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

/** Members of the compiled subset that the gateway checks; anything else would be passed over in silence. */
const MEMBERS: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "required",
  "additional",
  "items",
  "enum",
  "min",
  "max",
  "exclusiveMin",
  "exclusiveMax",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "any",
]);

export const rule: Rule = {
  name: "mcp05-arguments-have-schema",
  control: "MCP05-2",
  title: "Each tool's arguments are held to a schema",
  why: "Arguments that nobody checks carry what the author of the tool never expected: a second path, a shell's metacharacters, a whole new object.",
  severity: "high",
  remedy:
    "Let bulwark lock compile each tool's inputSchema: the literal in the API's policy carries for each tool a schema of type object, in the gateway's subset, with nothing additional but what has a schema of its own.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const approved of approvals(stack)) {
        for (const { kind, what, entry } of entriesOf(approved)) {
          const [problem] = kind === "tool" ? problemsOf(entry.schema) : [];
          if (problem !== undefined) {
            approved.api.wrong(`${what}: ${problem}.`);
          }
        }
        approved.routes.filter(({ route }) => !WITHOUT_TEXT.has(route.method)).forEach(judgeDecision);
      }
    },
  },
};

const REASON = "arguments-invalid";

function judgeDecision(judged: JudgedRoute): void {
  const decides = (step: Step): boolean =>
    naming(REASON)(step) && readsOf(step.attributes.value ?? "").variables.includes(APPROVED);
  const problem = decisionProblem(judged.policy.sections.inbound, decides, goodRequests(judged));
  if (problem !== undefined) {
    judged.place.wrong(
      `${nameOf(judged)} hands arguments on unchecked: ${problem}. Check them against the schema in the variable ${APPROVED}, with the reason ${REASON}, and refuse by it.`,
    );
  }
}

function problemsOf(schema: Json | undefined): readonly string[] {
  if (!isObject(schema)) {
    return ["it has no schema: make the lock anew, which compiles its inputSchema"];
  }
  const types = textsIn(schema.type);
  return types.length === 1 && types[0] === "object"
    ? nodeProblems(schema, "arguments")
    : ["its schema is not of the one type object, which arguments are"];
}

function nodeProblems(node: Json, at: string): readonly string[] {
  if (!isObject(node)) {
    return [`its schema at ${at} is ${JSON.stringify(node)}: write an object`];
  }
  const unknown = Object.keys(node).filter((member) => !MEMBERS.has(member));
  const children: readonly (readonly [Json, string])[] = [
    ...Object.entries(asObject(node.properties)).map(([name, child]) => [child, `${at}.${name}`] as const),
    ...(node.additional === undefined || node.additional === false
      ? []
      : [[node.additional, `${at}.<any other>`] as const]),
    ...(node.items === undefined ? [] : [[node.items, `${at}[]`] as const]),
    ...asList(node.any).map((child, index) => [child, `${at} (branch ${index + 1})`] as const),
  ];
  return [
    ...unknown.map((member) => `its schema at ${at} has "${member}", which the gateway does not check`),
    ...(decides(node) ? [] : [`its schema at ${at} names neither type, enum nor branches, and so takes anything`]),
    ...children.flatMap(([child, place]) => nodeProblems(child, place)),
  ];
}

function decides(node: Readonly<Record<string, Json>>): boolean {
  return [node.type, node.enum, node.any].some((list) => asList(list).length > 0);
}
