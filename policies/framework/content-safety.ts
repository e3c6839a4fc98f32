/** Calls to Azure AI Content Safety in policies. */
import { evaluate, THROWS, type Value } from "../../plan/expression/evaluate";
import { child, type PolicyElement } from "../../plan/policy-document";
import { alwaysAnswers, type Step } from "../../plan/policy-flow";

/** Answers of Content Safety with which nothing may be concluded, by HTTP status. */
const FAILURES: readonly number[] = [302, 400, 401, 403, 404, 408, 429, 500, 503];

/** True for a call to any operation of Content Safety. */
export function callsContentSafety(element: PolicyElement): boolean {
  return element.name === "send-request" && /contentsafety\//i.test(child(element, "set-url")?.text ?? "");
}

/** True for a call to Prompt Shields. */
export function callsPromptShield(element: PolicyElement): boolean {
  return callsContentSafety(element) && /text:shieldPrompt\b/i.test(child(element, "set-url")?.text ?? "");
}

/**
 * The host that a call goes to, in lower case; undefined where the address does not begin with one in so many words.
 * What stands before the first slash is taken whole, so that neither a user name nor a port hides another host.
 */
export function hostOf(call: PolicyElement): string | undefined {
  return /^https:\/\/([^/]+)\/contentsafety\//i.exec(child(call, "set-url")?.text.trim() ?? "")?.[1]?.toLowerCase();
}

/** What is wrong with the check right after such a call; undefined where it refuses whatever is not an answer. */
export function missingCheck(call: PolicyElement, next: PolicyElement | undefined): string | undefined {
  const variable = call.attributes["response-variable-name"];
  if (variable === undefined || variable === "") {
    return "it has no response-variable-name, so nobody looks at the answer";
  }
  if (next?.name !== "choose") {
    return `the next step is ${next === undefined ? "missing" : `<${next.name}>`}, not a <choose> that refuses when there is no answer`;
  }
  const ignoresErrors = (call.attributes["ignore-error"] ?? "false").toLowerCase() !== "false";
  if (ignoresErrors && !refuses(next, variable, null)) {
    return `with ignore-error, ${variable} is null when Content Safety cannot be reached, and the <choose> after it lets that pass`;
  }
  const status = FAILURES.find((failure) => !refuses(next, variable, { StatusCode: failure }));
  return status === undefined ? undefined : `the <choose> after it lets the status ${status} pass`;
}

/** True where the first branch that is taken for this response always answers. */
function refuses(choose: PolicyElement, variable: string, response: Value): boolean {
  for (const branch of choose.children) {
    if (branch.name === "otherwise") {
      return alwaysAnswers(branch.children.map(asStep));
    }
    const taken = evaluate(branch.attributes.condition ?? "", { variables: { [variable]: response } });
    if (taken === true) {
      return alwaysAnswers(branch.children.map(asStep));
    }
    if (taken !== false) {
      // An exception leaves for on-error: the request is not forwarded. Anything undecided may pass.
      return taken === THROWS;
    }
  }
  return false;
}

function asStep(element: PolicyElement): Step {
  return { ...element, origin: "", children: element.children.map(asStep) };
}
