/** Tools of the stateless era that need an answer from the client before they are done (SEP-2322). */
import { randomBytes, randomUUID } from "node:crypto";
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  type BooleanSchema,
  type CallToolResult,
  type ClientCapabilities,
  type InputRequests,
  type InputRequiredResult,
  type ServerContext,
  type StringSchema,
} from "@modelcontextprotocol/server";
import { textResult, type SamplePrompt, type SampleTool } from "../surface";

/** What a tool must remember from round to round: it goes to the client and back, so it is sealed. */
type State = Readonly<Record<string, string | number>>;

/** The key lives as long as the process: the stateless era has a fresh server for each request, and all must open it. */
export const STATE_CODEC = createRequestStateCodec<State>({ key: randomBytes(32) });

type Answer = CallToolResult | InputRequiredResult;

/** Asks for one value of an object. */
function ask(message: string, property: string, type: "string" | "boolean"): ReturnType<typeof inputRequired.elicit> {
  const kind: StringSchema | BooleanSchema = { type };
  return inputRequired.elicit({
    message,
    requestedSchema: { type: "object", properties: { [property]: kind }, required: [property] },
  });
}

function askModel(text: string): ReturnType<typeof inputRequired.createMessage> {
  return inputRequired.createMessage({ messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 100 });
}

/** What the user put into a form, under the name that the form was asked for by. */
function given({ mcpReq }: ServerContext, request: string, property: string): unknown {
  return acceptedContent(mcpReq.inputResponses, request)?.[property];
}

function modelText({ mcpReq }: ServerContext, request: string): string | undefined {
  const response = mcpReq.inputResponses?.[request] as { content?: { text?: unknown } } | undefined;
  return typeof response?.content?.text === "string" ? response.content.text : undefined;
}

function roots({ mcpReq }: ServerContext): readonly { uri?: string }[] | undefined {
  const response = mcpReq.inputResponses?.client_roots as { roots?: unknown } | undefined;
  return Array.isArray(response?.roots) ? (response.roots as readonly { uri?: string }[]) : undefined;
}

async function sealed(state: State): Promise<string> {
  return STATE_CODEC.mint({ ...state, nonce: randomUUID() });
}

function tool(name: string, description: string, call: (context: ServerContext) => Promise<Answer>): SampleTool {
  return {
    definition: { name, description, inputSchema: { type: "object", properties: {}, additionalProperties: false } },
    call: (_, context) => call(context),
  };
}

export const INPUT_REQUIRED_TOOLS: readonly SampleTool[] = [
  tool("test_missing_capability", "Needs a client with a model", (context) =>
    Promise.resolve(
      modelText(context, "llm_answer") === undefined
        ? inputRequired({ inputRequests: { llm_answer: askModel("Reply with the single word: pong") } })
        : textResult("sampling round-trip complete"),
    ),
  ),
  tool("test_input_required_result_elicitation", "Asks for the user's name", (context) => {
    const name = given(context, "user_name", "name");
    return Promise.resolve(
      typeof name === "string"
        ? textResult(`Hello, ${name}!`)
        : inputRequired({ inputRequests: { user_name: ask("What is your name?", "name", "string") } }),
    );
  }),
  tool("test_input_required_result_sampling", "Asks the client's model", (context) => {
    const text = modelText(context, "capital_question");
    return Promise.resolve(
      text === undefined
        ? inputRequired({ inputRequests: { capital_question: askModel("What is the capital of France?") } })
        : textResult(`Sampling response: ${text}`),
    );
  }),
  tool("test_input_required_result_list_roots", "Asks for the client's roots", (context) => {
    const found = roots(context);
    return Promise.resolve(
      found === undefined
        ? inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } })
        : textResult(`Client exposed ${found.length} root(s): ${found.map(({ uri }) => uri ?? "").join(", ")}`),
    );
  }),
  tool("test_input_required_result_request_state", "Keeps a state while it asks", async (context) =>
    given(context, "confirm", "ok") !== undefined && context.mcpReq.requestState<State>() !== undefined
      ? textResult("state-ok: requestState verified and confirmation received")
      : inputRequired({
          inputRequests: { confirm: ask("Please confirm", "ok", "boolean") },
          requestState: await sealed({ tool: "request_state" }),
        }),
  ),
  tool("test_input_required_result_tampered_state", "Refuses a state that was changed", async (context) =>
    given(context, "confirm", "ok") !== undefined && context.mcpReq.requestState<State>() !== undefined
      ? textResult("integrity-ok: requestState verified")
      : inputRequired({
          inputRequests: { confirm: ask("Please confirm", "ok", "boolean") },
          requestState: await sealed({ tool: "tampered_state" }),
        }),
  ),
  tool("test_input_required_result_multiple_inputs", "Asks three things at once", async (context) => {
    const name = given(context, "user_name", "name");
    const greeting = modelText(context, "greeting");
    const found = roots(context);
    return typeof name === "string" && greeting !== undefined && found !== undefined
      ? textResult(`${greeting} ${name}: ${found.length} root(s) visible`)
      : inputRequired({
          inputRequests: {
            user_name: ask("What is your name?", "name", "string"),
            greeting: askModel("Generate a greeting"),
            client_roots: inputRequired.listRoots(),
          },
          requestState: await sealed({ tool: "multiple_inputs" }),
        });
  }),
  tool("test_input_required_result_multi_round", "Asks twice, one after the other", multiRound),
  tool("test_input_required_result_capabilities", "Asks only what the client can answer", askWhatIsDeclared),
];

async function multiRound(context: ServerContext): Promise<Answer> {
  const state = context.mcpReq.requestState<State>();
  const round = state?.tool === "multi_round" ? state.round : 0;
  if (round === 0) {
    return inputRequired({
      inputRequests: { step1: ask("Step 1: What is your name?", "name", "string") },
      requestState: await sealed({ tool: "multi_round", round: 1 }),
    });
  }
  if (round === 1) {
    const name = given(context, "step1", "name");
    return inputRequired({
      inputRequests: { step2: ask("Step 2: What is your favorite color?", "color", "string") },
      requestState: await sealed({ tool: "multi_round", round: 2, name: typeof name === "string" ? name : "unknown" }),
    });
  }
  const color = given(context, "step2", "color");
  return textResult(
    `Multi-round complete: ${state?.name ?? "unknown"} likes ${typeof color === "string" ? color : "?"}`,
  );
}

function askWhatIsDeclared({ mcpReq }: ServerContext): Promise<Answer> {
  // The package's declaration of the envelope is an empty type.
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const declared = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  const inputRequests: InputRequests = {
    ...(declared?.elicitation === undefined ? {} : { user_name: ask("What is your name?", "name", "string") }),
    ...(declared?.sampling === undefined ? {} : { greeting: askModel("Generate a short greeting") }),
    ...(declared?.roots === undefined ? {} : { client_roots: inputRequired.listRoots() }),
  };
  return Promise.resolve(
    mcpReq.inputResponses === undefined && Object.keys(inputRequests).length > 0
      ? inputRequired({ inputRequests })
      : textResult("Nothing more to ask"),
  );
}

export const INPUT_REQUIRED_PROMPT: SamplePrompt = {
  definition: { name: "test_input_required_result_prompt", description: "A prompt that asks for its context first" },
  get: (_, context) => {
    const text = given(context, "user_context", "context");
    return Promise.resolve(
      typeof text === "string"
        ? { messages: [{ role: "user", content: { type: "text", text: `Use the following context: ${text}` } }] }
        : inputRequired({
            inputRequests: { user_context: ask("What context should the prompt use?", "context", "string") },
          }),
    );
  },
};
