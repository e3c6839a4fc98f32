import type { Prompt, ResourceTemplateType, Tool } from "@modelcontextprotocol/server";
import { textResult, type Surface } from "../surface";

/** A whole object as a server once sent it, and as it was approved. */
type Approved = Readonly<Record<string, unknown>>;

/** What a server's lock holds: the definitions that were approved. */
export interface Definitions {
  readonly instructions: string | undefined;
  readonly tools: readonly Approved[];
  readonly prompts: readonly Approved[];
  readonly resourceTemplates: readonly Approved[];
}

/** A server that shows these definitions and answers every call with what it was asked: it has no work of its own. */
export function definitionsSurface(name: string, definitions: Definitions): Surface {
  const { instructions } = definitions;
  const tools = definitions.tools as readonly Tool[];
  const prompts = definitions.prompts as readonly Prompt[];
  const resourceTemplates = definitions.resourceTemplates as readonly ResourceTemplateType[];
  return {
    info: { name, version: "1.0.0" },
    ...(instructions === undefined ? {} : { instructions }),
    tools: tools.map((definition) => ({
      definition,
      call: (args) => Promise.resolve(textResult(JSON.stringify({ tool: definition.name, arguments: args }))),
    })),
    prompts: prompts.map((definition) => ({
      definition,
      get: (args) =>
        Promise.resolve({
          messages: [
            {
              role: "user",
              content: { type: "text", text: JSON.stringify({ prompt: definition.name, arguments: args }) },
            },
          ],
        }),
    })),
    resources: [],
    templates: resourceTemplates.map((definition) => {
      const fits = patternOf(definition.uriTemplate);
      return {
        definition,
        read: (uri) => (fits.test(uri) ? { contents: [{ uri, mimeType: "text/plain", text: uri }] } : undefined),
      };
    }),
  };
}

/** `{x}` stands for one or more characters other than a slash: the simple expansion of RFC 6570. */
function patternOf(uriTemplate: string): RegExp {
  const literal = uriTemplate.split(/\{[^{}]*\}/u).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&"));
  return new RegExp(`^${literal.join("[^/]+")}$`, "u");
}
