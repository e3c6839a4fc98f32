/** Tools of the session era that ask the client something while they run. */
import type { ElicitRequestFormParams, ServerContext, Tool } from "@modelcontextprotocol/server";
import { failure, textArgument, textResult, type SampleTool } from "../surface";

type RequestedSchema = ElicitRequestFormParams["requestedSchema"];

const NO_ARGUMENTS: Tool["inputSchema"] = { type: "object", properties: {}, additionalProperties: false };

/** One argument that must be there. */
function oneText(name: string, description: string): Tool["inputSchema"] {
  return {
    type: "object",
    properties: { [name]: { type: "string", description } },
    required: [name],
    additionalProperties: false,
  };
}

async function elicit(
  { mcpReq }: ServerContext,
  message: string,
  requestedSchema: RequestedSchema,
): Promise<ReturnType<typeof textResult>> {
  try {
    const { action, content } = await mcpReq.send({
      method: "elicitation/create",
      params: { message, requestedSchema },
    });
    return textResult(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`);
  } catch (error) {
    return failure(`The client cannot be asked: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function sample({ mcpReq }: ServerContext, prompt: string): Promise<ReturnType<typeof textResult>> {
  try {
    const { content } = await mcpReq.send({
      method: "sampling/createMessage",
      params: { messages: [{ role: "user", content: { type: "text", text: prompt } }], maxTokens: 100 },
    });
    return textResult(`LLM response: ${!Array.isArray(content) && content.type === "text" ? content.text : ""}`);
  } catch (error) {
    return failure(`The client cannot be asked: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const OPTIONS = ["option1", "option2", "option3"];

/** SEP-1034: a default for every primitive type. */
const WITH_DEFAULTS: RequestedSchema = {
  type: "object",
  properties: {
    name: { type: "string", description: "User name", default: "John Doe" },
    age: { type: "integer", description: "User age", default: 30 },
    score: { type: "number", description: "User score", default: 95.5 },
    status: { type: "string", description: "User status", enum: ["active", "inactive", "pending"], default: "active" },
    verified: { type: "boolean", description: "Verification status", default: true },
  },
  required: [],
};

/** SEP-1330: the five ways to offer a choice. */
const WITH_CHOICES: RequestedSchema = {
  type: "object",
  properties: {
    untitledSingle: { type: "string", description: "Select one option", enum: OPTIONS },
    titledSingle: { type: "string", description: "Select one option with titles", oneOf: titled("Option") },
    legacyEnum: {
      type: "string",
      description: "Select one option (legacy)",
      enum: ["opt1", "opt2", "opt3"],
      enumNames: ["Option One", "Option Two", "Option Three"],
    },
    untitledMulti: {
      type: "array",
      description: "Select multiple options",
      minItems: 1,
      maxItems: 3,
      items: { type: "string", enum: OPTIONS },
    },
    titledMulti: {
      type: "array",
      description: "Select multiple options with titles",
      minItems: 1,
      maxItems: 3,
      items: { anyOf: titled("Choice") },
    },
  },
  required: [],
};

function titled(noun: string): { const: string; title: string }[] {
  return ["First", "Second", "Third"].map((title, index) => ({
    const: `value${index + 1}`,
    title: `${title} ${noun}`,
  }));
}

export const ASKING_TOOLS: readonly SampleTool[] = [
  {
    definition: {
      name: "test_sampling",
      description: "Asks the client's model",
      inputSchema: oneText("prompt", "What to ask the model"),
    },
    call: (args, context) => sample(context, textArgument(args, "prompt")),
  },
  {
    definition: {
      name: "test_elicitation",
      description: "Asks the user",
      inputSchema: oneText("message", "What to ask the user"),
    },
    call: (args, context) =>
      elicit(context, textArgument(args, "message"), {
        type: "object",
        properties: { response: { type: "string", description: "User's response" } },
        required: ["response"],
      }),
  },
  {
    definition: {
      name: "test_elicitation_sep1034_defaults",
      description: "Asks the user, with defaults",
      inputSchema: NO_ARGUMENTS,
    },
    call: (_, context) => elicit(context, "Please review and update the form fields with defaults", WITH_DEFAULTS),
  },
  {
    definition: {
      name: "test_elicitation_sep1330_enums",
      description: "Asks the user to choose",
      inputSchema: NO_ARGUMENTS,
    },
    call: (_, context) => elicit(context, "Please select options from the enum fields", WITH_CHOICES),
  },
];
