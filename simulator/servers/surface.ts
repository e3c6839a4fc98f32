/**
 * What a sample server offers: definitions as they go over the wire, each beside what it does. The definitions are data,
 * so that a test can change any member of them while the server runs.
 */
import type {
  CallToolResult,
  GetPromptResult,
  Implementation,
  InputRequiredResult,
  Prompt,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  ServerCapabilities,
  ServerContext,
  ServerEventBus,
  Tool,
} from "@modelcontextprotocol/server";

/** Arguments of a call as the client sent them: nothing has checked them. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface SampleTool {
  readonly definition: Tool;
  call(args: Arguments, context: ServerContext): Promise<CallToolResult | InputRequiredResult>;
}

export interface SamplePrompt {
  readonly definition: Prompt;
  get(args: Arguments, context: ServerContext): Promise<GetPromptResult | InputRequiredResult>;
}

export interface SampleResource {
  readonly definition: Resource;
  read(): ReadResourceResult;
}

export interface SampleTemplate {
  readonly definition: ResourceTemplateType;
  /** @returns undefined where the URI does not fit the template, or names nothing */
  read(uri: string): ReadResourceResult | undefined;
}

/** What `completion/complete` asks about. */
export interface CompletionQuestion {
  /** `prompt plan_hike` or `resource trails://guides/{name}`. */
  readonly of: string;
  readonly argument: string;
  /** What the person has typed so far. */
  readonly value: string;
}

/** One sample server. */
export interface Surface {
  readonly info: Implementation;
  readonly instructions?: string;
  readonly tools: readonly SampleTool[];
  readonly prompts: readonly SamplePrompt[];
  readonly resources: readonly SampleResource[];
  readonly templates: readonly SampleTemplate[];
  /** Values that may complete an argument; without it the server offers no completion. */
  complete?(question: CompletionQuestion): readonly string[];
  /** Beside those that follow from what is offered. */
  readonly capabilities?: ServerCapabilities;
  /** Whether an interrupted stream can be taken up again (`Last-Event-ID`). Default false. */
  readonly resumable?: boolean;
  /** Where the surface announces that a list has changed, for `subscriptions/listen`. */
  readonly changes?: ServerEventBus;
  /** Checks a `requestState` that comes back from a client; whatever it throws is a refusal. */
  verifyState?(state: string, context: ServerContext): Promise<unknown>;
}

/** A result of one text. */
export function textResult(text: string): CallToolResult {
  return { content: [{ type: "text", text }] };
}

/** A tool's own failure, as the protocol wants it: a result, so that the model can read it. */
export function failure(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

/** An argument's text; empty where it has none. */
export function textArgument(args: Arguments, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : "";
}
