import { isObject } from "../../../plan/values";
import { serviceOf } from "../../../plan/policy-resource";
import { API, approvals, asObject, entriesOf, textIn, type Approved } from "../../framework/approved";
import { isDay } from "../../framework/day";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const SERVICE = "azure-native:apimanagement:ApiManagementService";
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const PIN = /^[0-9a-f]{64}$/;
/** What the scan may have come to: nothing found, or nothing but what somebody accepted by name and with a reason. */
const VERDICTS: readonly string[] = ["clean", "accepted"];

export const rule: Rule = {
  name: "mcp03-server-has-lock",
  control: "MCP03-1",
  title: "Each server offers only definitions that were scanned, approved and pinned",
  why: "A server that was honest when it was reviewed describes a tool anew the day after, and every model that reads it obeys.",
  severity: "critical",
  configuration: { environment: true },
  remedy:
    "Make the lock with bulwark lock, have it reviewed, and let the API's policy carry its image, version, date, scanner and verdict, and the pin of each tool, prompt and template.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const approved of approvals(stack)) {
        const problems = [...lockProblems(approved), ...pinProblems(approved), ...emptiness(stack, approved)];
        problems.forEach((problem) => {
          approved.api.wrong(`${problem}.`);
        });
      }
    },
  },
};

function lockProblems({ document }: Approved): readonly string[] {
  if (!isObject(document.lock)) {
    return ["its policy carries no lock: make one with bulwark lock"];
  }
  const { image, version, date, scanner, verdict } = document.lock;
  const counts = (value: unknown): boolean => typeof value === "number" && Number.isInteger(value) && value >= 1;
  return [
    ...(DIGEST.test(textIn(image)) ? [] : ["its lock names no image by digest: make the lock from the image deployed"]),
    ...(counts(version) ? [] : ["its lock has no version: let bulwark lock count it"]),
    ...(isDay(date) ? [] : ["its lock has no date of approval: write YYYY-MM-DD"]),
    ...(counts(scanner) ? [] : ["its lock does not say which scanner judged it: make it again"]),
    ...(VERDICTS.includes(textIn(verdict))
      ? []
      : [`its lock has the verdict ${JSON.stringify(verdict ?? null)}: only ${VERDICTS.join(" or ")} may be deployed`]),
  ];
}

function pinProblems(approved: Approved): readonly string[] {
  const { resourceTemplates, instructions } = approved.document;
  const pins = [
    ...entriesOf(approved)
      .filter(({ kind }) => kind === "tool" || kind === "prompt")
      .map(({ what, entry }) => [what, entry.pin] as const),
    ...Object.entries(asObject(resourceTemplates)).map(([uri, pin]) => [`template ${uri}`, pin] as const),
    // Null is the approval of none: whatever the server then says as instructions is taken away.
    ...(instructions === null ? [] : [["instructions", instructions] as const]),
  ];
  return pins
    .filter(([, pin]) => !PIN.test(textIn(pin)))
    .map(([what]) => `${what} has no pin: 64 hexadecimal digits of its SHA-256 stand in the lock`);
}

/** An empty lock approves nothing and may stand where a server is being set up; in prod it hides a mistake. */
function emptiness(stack: StackUnderJudgement, approved: Approved): readonly string[] {
  const { api } = approved;
  const service = stack.places(SERVICE).find((place) => serviceOf(place.resource) === serviceOf(api.resource));
  const isProd = stack.intent.environment(service ?? api) === "prod";
  return isProd && entriesOf(approved).every(({ kind }) => kind === "method")
    ? ["its lock approves nothing at all in prod: make it from the running server, or take the server out"]
    : [];
}
