/** A sample's behaviour as a server of the official SDK: one object for each session, or for each stateless request. */
import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  McpServer,
  type CallToolResult,
  type CompleteRequest,
  type InputRequiredResult,
  type ServerCapabilities,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Behaviour } from "./behaviour";
import type { CompletionQuestion } from "./surface";

/** Most values that an answer to a completion may hold. Source: MCP specification, "Completion", `CompleteResult`. */
const MOST_COMPLETIONS = 100;

/** Where handlers are set, method by method. */
type Handlers = McpServer["server"];

/**
 * @param behaviour read anew at every request, so that a change shows in sessions that are open
 * @param protocols revisions that the server speaks
 */
export function sdkServer(behaviour: Behaviour, protocols: readonly string[]): McpServer {
  const { surface } = behaviour;
  const verifyState = surface.verifyState?.bind(surface);
  const whole = new McpServer(surface.info, {
    capabilities: capabilitiesOf(behaviour),
    supportedProtocolVersions: [...protocols],
    // A client that did not say that it can be asked never answers: the call would wait for it until it times out.
    enforceStrictCapabilities: true,
    ...(behaviour.instructions === undefined ? {} : { instructions: behaviour.instructions }),
    ...(verifyState === undefined ? {} : { requestState: { verify: verifyState } }),
  });
  // Below McpServer's own lists of what is registered: definitions go out as they are, whatever they hold.
  const { server } = whole;
  serveTools(server, behaviour);
  if (surface.prompts.length > 0) {
    servePrompts(server, behaviour);
  }
  if (surface.resources.length + surface.templates.length > 0) {
    serveResources(server, behaviour);
  }
  if (surface.complete !== undefined) {
    const complete = surface.complete.bind(surface);
    server.setRequestHandler("completion/complete", ({ params }) => {
      const values = complete(questionOf(params)).slice(0, MOST_COMPLETIONS);
      return { completion: { values: [...values], total: values.length, hasMore: false } };
    });
  }
  return whole;
}

function capabilitiesOf({ surface }: Behaviour): ServerCapabilities {
  return {
    tools: {},
    ...(surface.prompts.length > 0 ? { prompts: {} } : {}),
    ...(surface.resources.length + surface.templates.length > 0 ? { resources: {} } : {}),
    ...(surface.complete === undefined ? {} : { completions: {} }),
    ...surface.capabilities,
  };
}

function serveTools(server: Handlers, behaviour: Behaviour): void {
  server.setRequestHandler("tools/list", () => ({ tools: [...behaviour.tools] }));
  server.setRequestHandler("tools/call", ({ params }, context) => call(behaviour, params, context));
}

async function call(
  behaviour: Behaviour,
  params: { readonly name: string; readonly arguments?: Record<string, unknown> | undefined },
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const fixed = behaviour.fixedAnswer(params.name);
  if (fixed !== undefined) {
    return fixed;
  }
  const tool = behaviour.surface.tools.find(({ definition }) => definition.name === params.name);
  if (tool === undefined) {
    // A tool that was added while the server ran does something too: it says what it was given.
    if (behaviour.tools.some(({ name }) => name === params.name)) {
      return { content: [{ type: "text", text: JSON.stringify({ tool: params.name, arguments: params.arguments }) }] };
    }
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
  }
  return tool.call(params.arguments ?? {}, context);
}

function servePrompts(server: Handlers, { surface }: Behaviour): void {
  server.setRequestHandler("prompts/list", () => ({ prompts: surface.prompts.map(({ definition }) => definition) }));
  server.setRequestHandler("prompts/get", ({ params }, context) => {
    const prompt = surface.prompts.find(({ definition }) => definition.name === params.name);
    if (prompt === undefined) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt: ${params.name}`);
    }
    return prompt.get(params.arguments ?? {}, context);
  });
}

function serveResources(server: Handlers, { surface }: Behaviour): void {
  server.setRequestHandler("resources/list", () => ({
    resources: surface.resources.map(({ definition }) => definition),
  }));
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: surface.templates.map(({ definition }) => definition),
  }));
  server.setRequestHandler("resources/read", ({ params: { uri } }) => {
    const listed = surface.resources.find(({ definition }) => definition.uri === uri)?.read();
    const found = listed ?? surface.templates.map((template) => template.read(uri)).find((read) => read !== undefined);
    if (found === undefined) {
      throw new ResourceNotFoundError(uri);
    }
    return found;
  });
  if (surface.capabilities?.resources?.subscribe === true) {
    server.setRequestHandler("resources/subscribe", () => ({}));
    server.setRequestHandler("resources/unsubscribe", () => ({}));
  }
}

function questionOf({ ref, argument }: CompleteRequest["params"]): CompletionQuestion {
  const of = ref.type === "ref/prompt" ? `prompt ${ref.name}` : `resource ${ref.uri}`;
  return { of, argument: argument.name, value: argument.value };
}
