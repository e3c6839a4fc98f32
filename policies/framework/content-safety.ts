/** Calls to Azure AI Content Safety in policies, and what becomes of their answers. */
import { evaluate, type Value } from "../../plan/expression/evaluate";
import { readsOf } from "../../plan/expression/reads";
import { child, type PolicyElement } from "../../plan/policy-document";
import { allSteps, type Step } from "../../plan/policy-flow";
import { is } from "./accepts";
import type { StackUnderJudgement } from "./rule";
import { endsOf, waysTo, type Assumed } from "./ways";

/** Answers of Content Safety with which nothing may be concluded, by HTTP status. */
const FAILURES: readonly number[] = [302, 400, 401, 403, 404, 408, 429, 500, 503];

/** An answer, as far as its status says. */
const GOOD: Value = { StatusCode: 200 };

/** Pieces of text that are shown to the shield at most; a longer text is refused. */
const MOST_PIECES = 5;

const ACCOUNT = "azure-native:cognitiveservices:Account";
/** What an answer of Prompt Shields says of each text. */
const FINDING = "attackDetected";

/** True for a call to any operation of Content Safety. */
export function callsContentSafety(element: PolicyElement): boolean {
  return element.name === "send-request" && /contentsafety\//i.test(child(element, "set-url")?.text ?? "");
}

/** True for a call to Prompt Shields. */
export function callsPromptShield(element: PolicyElement): boolean {
  return callsContentSafety(element) && /text:shieldPrompt\b/i.test(child(element, "set-url")?.text ?? "");
}

/** Says which steps ask Prompt Shields: where an account is planned only that one; anybody can answer "no attack" elsewhere. */
export function shieldsOf(stack: StackUnderJudgement): (step: Step) => boolean {
  const accounts = stack.places(ACCOUNT).filter((account) => is("ContentSafety")(account.at("kind").value));
  if (accounts.length === 0) {
    return callsPromptShield;
  }
  const hosts = accounts
    .map((account) => account.at("properties.customSubDomainName").text("the shield's host must be known"))
    .filter((name) => name !== undefined)
    .map((name) => `${name.toLowerCase()}.cognitiveservices.azure.com`);
  return (step) => callsPromptShield(step) && hosts.includes(hostOf(step) ?? "");
}

/**
 * The host that a call goes to, in lower case; undefined where the address does not begin with one in so many words.
 * What stands before the first slash is taken whole, so that neither a user name nor a port hides another host.
 */
export function hostOf(call: PolicyElement): string | undefined {
  return /^https:\/\/([^/]+)\/contentsafety\//i.exec(child(call, "set-url")?.text.trim() ?? "")?.[1]?.toLowerCase();
}

/**
 * What is wrong with what follows a call to Content Safety in its section; undefined where the gateway itself answers
 * whenever the call brings no answer, on whatever way.
 *
 * @param assumed of the requests whose ways are followed
 */
export function failsOpen(steps: readonly Step[], call: Step, assumed: Assumed): string | undefined {
  const variable = call.attributes["response-variable-name"];
  if (variable === undefined || variable === "") {
    return "it has no response-variable-name, so nobody looks at the answer";
  }
  const at = steps.findIndex((step) => [...allSteps([step])].includes(call));
  const rest = steps.slice(at);
  const begun = withPieces(steps, assumed).map((pieces) => ({
    pieces,
    ways: waysTo(steps, at, { ...pieces, answer: () => GOOD }),
  }));
  const passes = (answer: Value): boolean =>
    begun.some(
      ({ pieces, ways }) =>
        endsOf(rest, (step) => step === call, { ...pieces, answer: only(call, answer) }, ways).after,
    );
  const ignoresErrors = (call.attributes["ignore-error"] ?? "false").toLowerCase() !== "false";
  if (ignoresErrors && passes(null)) {
    return `with ignore-error, ${variable} is null when Content Safety cannot be reached, and what follows lets that pass`;
  }
  const status = FAILURES.find((failure) => passes({ StatusCode: failure }));
  return status === undefined ? undefined : `what follows lets the status ${status} pass`;
}

/**
 * Why a section's requests are not all shown to Prompt Shields and judged by what it finds; undefined where they are.
 *
 * @param isShield says which steps ask it
 */
export function shieldProblem(
  steps: readonly Step[],
  isShield: (step: Step) => boolean,
  assumed: Assumed,
): string | undefined {
  const calls = [...allSteps(steps)].filter(isShield);
  const good = { ...assumed, answer: () => GOOD };
  if (calls.length === 0 || withPieces(steps, good).some((pieces) => endsOf(steps, isShield, pieces).without)) {
    return "a way goes past Prompt Shields";
  }
  const judged = new Map<Step, boolean>();
  const unheeded = calls.find((call) => !isHeeded(steps, call, good, judged));
  return unheeded === undefined
    ? undefined
    : `what Prompt Shields finds (${unheeded.attributes["response-variable-name"] ?? "in no variable"}) refuses nothing`;
}

/** True where the call's finding is looked at, and what it says of an attack ends the request. */
function isHeeded(steps: readonly Step[], call: Step, good: Assumed, judged: Map<Step, boolean>): boolean {
  const answer = call.attributes["response-variable-name"] ?? "";
  const looksAt = (text: string): boolean => {
    const { texts } = readsOf(text);
    // Names may be put together from a beginning and a number.
    return texts.some((name) => name === answer || (name.endsWith("-") && answer.startsWith(name)));
  };
  const judges = [...allSteps(steps)].filter(({ name, attributes }) => {
    const value = attributes.value ?? "";
    return name === "set-variable" && looksAt(value) && readsOf(value).texts.includes(FINDING);
  });
  return (
    judges.some((judge) => {
      const known = judged.get(judge) ?? refuses(steps, judge, good);
      judged.set(judge, known);
      return known;
    }) || actsOn(steps, (condition) => looksAt(condition) && readsOf(condition).texts.includes(FINDING), good)
  );
}

/** True where every request passes the step that judges, and its refusal, or a choice on what it found, ends the request. */
function refuses(steps: readonly Step[], judge: Step, good: Assumed): boolean {
  const isJudge = (step: Step): boolean => step === judge;
  const ways = withPieces(steps, good);
  if (ways.some((pieces) => endsOf(steps, isJudge, pieces).without)) {
    return false;
  }
  if (ways.every((pieces) => !endsOf(steps, isJudge, { ...pieces, refusing: isJudge }).after)) {
    return true;
  }
  const name = judge.attributes.name ?? "";
  return actsOn(steps, (condition) => readsOf(condition).variables.includes(name), good);
}

/** True where a choice on it has a branch that may be taken, and whoever takes that is answered by the gateway. */
function actsOn(steps: readonly Step[], isAbout: (condition: string) => boolean, good: Assumed): boolean {
  return branchesOf(steps).some((branch) => {
    const condition = branch.attributes.condition ?? "";
    if (!isAbout(condition) || evaluate(condition, { variables: { ...good.variables } }) === false) {
      return false;
    }
    const ends = withPieces(steps, good).map((pieces) => endsOf(steps, () => false, { ...pieces, forced: branch }));
    return ends.some(({ reached }) => reached) && ends.every(({ after }) => !after);
  });
}

function branchesOf(steps: readonly Step[]): readonly Step[] {
  return [...allSteps(steps)].filter(({ name }) => name === "when");
}

/** The same requests with one piece of text, with two, ...: as many as the conditions of the section tell apart. */
function withPieces(steps: readonly Step[], assumed: Assumed): readonly Assumed[] {
  const counted = new Set(
    branchesOf(steps).flatMap(({ attributes }) =>
      [...(attributes.condition ?? "").matchAll(/\(JArray\)\s*context\.Variables\["([^"]+)"\]\s*\)\s*\.Count/g)].map(
        ([, name]) => name ?? "",
      ),
    ),
  );
  if (counted.size === 0) {
    return [assumed];
  }
  return Array.from({ length: MOST_PIECES }, (_, index) => ({
    ...assumed,
    variables: {
      ...assumed.variables,
      ...Object.fromEntries([...counted].map((name) => [name, { Count: index + 1 }])),
    },
  }));
}

function only(call: Step, answer: Value): (step: Step) => Value {
  return (step) => (step === call ? answer : GOOD);
}
