import { evaluate } from "../../../plan/expression/evaluate";
import { readsOf } from "../../../plan/expression/reads";
import { alwaysAnswers, ANSWERED, flowThrough, type Flow, type Step } from "../../../plan/policy-flow";
import { is } from "../../framework/accepts";
import { callsPromptShield, hostOf } from "../../framework/content-safety";
import { API, forwardingRoutes, nameOf, type JudgedRoute } from "../../framework/routes";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

/** Methods whose requests carry no text that a tool would read. */
const WITHOUT_TEXT: ReadonlySet<string | undefined> = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"]);

const ACCOUNT = "azure-native:cognitiveservices:Account";

/** How far a request has come. */
interface Shield {
  /** Variables that hold the answer or were made from it. */
  readonly answers: ReadonlySet<string>;
  /** The answer's finding has been looked at, and refuses. */
  readonly heeded: boolean;
}

export const rule: Rule = {
  name: "mcp06-prompt-shield-in-force",
  control: "MCP06-1",
  title: "Everything that goes to a server passes Prompt Shields first",
  why: "Text hidden in an argument, a resource or a prompt tells the model behind the tool what to do, with the user's rights.",
  severity: "critical",
  remedy:
    "In inbound of each API that forwards, after the token, send-request to Content Safety's text:shieldPrompt and answer with return-response when attackDetected is true.",
  stack: {
    types: [API],
    judge: (stack) => {
      const isShield = shieldsOf(stack);
      for (const judged of forwardingRoutes(stack)) {
        if (!WITHOUT_TEXT.has(judged.route.method) && !isShielded(judged, isShield)) {
          judged.place.wrong(
            `${nameOf(judged)} reaches a backend on a way without Prompt Shields: call text:shieldPrompt of the planned account on every way through inbound and answer with return-response where it finds an attack.`,
          );
        }
      }
    },
  },
};

/** Says which steps ask Prompt Shields: where an account is planned only that one; anybody can answer "no attack" elsewhere. */
function shieldsOf(stack: StackUnderJudgement): (step: Step) => boolean {
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

function isShielded({ policy, decide }: JudgedRoute, isShield: (step: Step) => boolean): boolean {
  const flow: Flow<Shield> = {
    decide,
    step: (state, step) => afterStep(state, step, isShield),
    choose: (state, step) => (heeds(step, state) ? { ...state, heeded: true } : state),
    join: (one, other) => ({
      answers: new Set([...one.answers].filter((answer) => other.answers.has(answer))),
      heeded: one.heeded && other.heeded,
    }),
  };
  const end = flowThrough(policy.sections.inbound, { answers: new Set<string>(), heeded: false }, flow);
  return end === ANSWERED || end.heeded;
}

function afterStep(state: Shield, step: Step, isShield: (step: Step) => boolean): Shield {
  const response = step.attributes["response-variable-name"];
  const name = step.attributes.name;
  if (isShield(step) && response !== undefined) {
    return { ...state, answers: new Set([...state.answers, response]) };
  }
  const isMadeFromAnswer =
    step.name === "set-variable" &&
    readsOf(step.attributes.value ?? "").variables.some((variable) => state.answers.has(variable));
  return isMadeFromAnswer && name !== undefined ? { ...state, answers: new Set([...state.answers, name]) } : state;
}

/** True for a choice that refuses by what a good answer says, not only by whether there is one. */
function heeds(choose: Step, state: Shield): boolean {
  return choose.children.some((branch) => {
    const condition = branch.attributes.condition ?? "";
    const read = readsOf(condition).variables.filter((variable) => state.answers.has(variable));
    const goodAnswer = Object.fromEntries(read.map((variable) => [variable, { StatusCode: 200 }]));
    return (
      read.length > 0 && alwaysAnswers(branch.children) && evaluate(condition, { variables: goodAnswer }) !== false
    );
  });
}
