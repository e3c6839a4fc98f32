import { readsOf } from "../../../plan/expression/reads";
import { allSteps, type Step } from "../../../plan/policy-flow";
import { callsPromptShield } from "../../framework/content-safety";
import { API, forwardingRoutes, nameOf, type JudgedRoute } from "../../framework/routes";
import type { Rule } from "../../framework/rule";
import { TOKEN_VALIDATIONS } from "../../framework/variables";

/** Variable that says where a customer's policy begins (the section's name) and ends (empty). */
const MARK = "customer-policy";
const SECTIONS = ["inbound", "outbound"] as const;
type Section = (typeof SECTIONS)[number];

/** What may stand in it; the rest of inbound alone. */
const ALLOWED: readonly string[] = [
  ...["choose", "when", "otherwise", "set-variable", "set-header", "value", "trace", "message", "metadata"],
  ...["emit-metric", "dimension"],
];
const ALLOWED_INBOUND: readonly string[] = [
  ...["rate-limit-by-key", "quota-by-key", "ip-filter", "address", "address-range", "return-response", "set-status"],
];
/** Headers that are the platform's; a name that ends in a hyphen is a beginning. */
const OWN_HEADERS: readonly string[] = [
  ...["authorization", "cookie", "set-cookie", "host", "forwarded", "content-", "mcp-", "proxy-"],
  ...["x-bulwark-", "x-forwarded-", "x-ms-client-", "x-ms-token-"],
];
/** Variables that no step of a customer's may read. */
const SECRET_VARIABLES: readonly string[] = ["token", "session-keys", "vault-token", "exchanged-token", "session"];

export const rule: Rule = {
  name: "mcp07-customer-policy-bounded",
  control: "MCP07-4",
  title: "A policy of the customer's own stays in its place",
  why: "A few lines of one's own that replace the body, the backend or the token undo every check that ran before them.",
  severity: "high",
  remedy:
    "Keep the customer's policy between its two marks, after the last check and before forwarding, with choose, set-variable customer-*, set-header, trace, emit-metric, and inbound also limits, ip-filter and return-response with 4xx; nothing else.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const judged of forwardingRoutes(stack)) {
        for (const section of SECTIONS) {
          for (const problem of problemsOf(judged, section)) {
            judged.place.wrong(`${nameOf(judged)}: ${problem}.`);
          }
        }
      }
    },
  },
};

function problemsOf({ policy }: JudgedRoute, section: Section): readonly string[] {
  const steps = policy.sections[section];
  const marks = [...allSteps(steps)].filter(isMark);
  if (marks.length === 0) {
    return [];
  }
  const begin = steps.findIndex((step) => isMark(step) && step.attributes.value === section);
  const end = steps.findIndex((step) => isMark(step) && step.attributes.value === "");
  if (marks.length !== 2 || begin < 0 || end < begin) {
    return [`a customer's policy in <${section}> is not between two marks outside of any choose`];
  }
  const own = steps.slice(begin + 1, end);
  const late = section === "inbound" ? [...allSteps(steps.slice(end))].find(isCheck) : undefined;
  return [
    ...(late === undefined
      ? []
      : [`line ${late.line}: <${late.name}> runs after the customer's policy: move it before`]),
    ...[...allSteps(own)].flatMap((step) =>
      stepProblems(step, section).map(
        (problem) => `line ${step.line}: <${step.name}> in the customer's policy ${problem}`,
      ),
    ),
  ];
}

function isMark(step: Step): boolean {
  return step.name === "set-variable" && step.attributes.name === MARK;
}

function isCheck(step: Step): boolean {
  return TOKEN_VALIDATIONS.has(step.name) || callsPromptShield(step);
}

function stepProblems(step: Step, section: Section): readonly string[] {
  const { name, attributes } = step;
  if (!ALLOWED.includes(name) && !(section === "inbound" && ALLOWED_INBOUND.includes(name))) {
    return ["may not stand there: take it out"];
  }
  const own = (attributes.name ?? "").toLowerCase();
  const reads = [step.text, ...Object.values(attributes)].map(readsOf);
  return [
    ...(name === "set-variable" && !/^customer-[a-z0-9-]+$/.test(own)
      ? [`sets the variable ${own}: its own begin with customer-`]
      : []),
    ...(name === "set-header" && !isFree(own) ? [`sets the header ${own}, which is the platform's: name another`] : []),
    ...(name === "set-status" && !/^4\d\d$/.test(attributes.code ?? "")
      ? ["answers with a status that is no refusal: write 400 to 499"]
      : []),
    ...(reads.some(readsSecrets) ? ["reads a token, a key or a session: use the variables user and client"] : []),
  ];
}

function isFree(header: string): boolean {
  return (
    /^[a-z0-9-]+$/.test(header) &&
    !OWN_HEADERS.some((known) => (known.endsWith("-") ? header.startsWith(known) : header === known))
  );
}

function readsSecrets({ unreadable, variables, members, texts }: ReturnType<typeof readsOf>): boolean {
  return (
    unreadable ||
    members.some((member) => member === "" || member === "Request" || member.endsWith(".Body")) ||
    variables.some((name) => SECRET_VARIABLES.includes(name)) ||
    (members.includes("Request.Headers") && texts.some((text) => /authorization|cookie|mcp-session-id/i.test(text)))
  );
}
