/**
 * A server that has everything for which the official conformance suite asks a server, in both eras. The names are the
 * suite's: its scenarios look for them. Source: @modelcontextprotocol/conformance, `conformance list --server`.
 */
import { InMemoryServerEventBus, type GetPromptResult } from "@modelcontextprotocol/server";
import { textArgument, textResult, type SamplePrompt, type SampleTool, type Surface } from "../surface";
import { ASKING_TOOLS } from "./asking-back";
import { PIXEL_PNG } from "./content";
import { INPUT_REQUIRED_PROMPT, INPUT_REQUIRED_TOOLS, STATE_CODEC } from "./input-required";
import { PLAIN_TOOLS } from "./tools";

const TEMPLATE = /^test:\/\/template\/([^/]+)\/data$/;

const PROMPTS: readonly SamplePrompt[] = [
  {
    definition: { name: "test_simple_prompt", description: "A prompt without arguments" },
    get: () => Promise.resolve(userText("This is a simple prompt for testing.")),
  },
  {
    definition: {
      name: "test_prompt_with_arguments",
      description: "A prompt with arguments",
      arguments: [
        { name: "arg1", description: "First test argument", required: true },
        { name: "arg2", description: "Second test argument", required: true },
      ],
    },
    get: (args) =>
      Promise.resolve(
        userText(`Prompt with arguments: arg1='${textArgument(args, "arg1")}', arg2='${textArgument(args, "arg2")}'`),
      ),
  },
  {
    definition: {
      name: "test_prompt_with_embedded_resource",
      description: "A prompt that holds a resource",
      arguments: [{ name: "resourceUri", description: "URI of the resource", required: true }],
    },
    get: (args) =>
      Promise.resolve({
        messages: [
          {
            role: "user",
            content: {
              type: "resource",
              resource: {
                uri: textArgument(args, "resourceUri"),
                mimeType: "text/plain",
                text: "Embedded resource content for testing.",
              },
            },
          },
          ...userText("Please process the embedded resource above.").messages,
        ],
      }),
  },
  {
    definition: { name: "test_prompt_with_image", description: "A prompt that holds an image" },
    get: () =>
      Promise.resolve({
        messages: [
          { role: "user", content: { type: "image", data: PIXEL_PNG, mimeType: "image/png" } },
          ...userText("Please analyze the image above.").messages,
        ],
      }),
  },
  INPUT_REQUIRED_PROMPT,
];

function userText(text: string): GetPromptResult {
  return { messages: [{ role: "user", content: { type: "text", text } }] };
}

/** A text resource at its own address. */
function textResource(name: string, description: string, text: string): Surface["resources"][number] {
  const uri = `test://${name}`;
  return {
    definition: { uri, name, description, mimeType: "text/plain" },
    read: () => ({ contents: [{ uri, mimeType: "text/plain", text }] }),
  };
}

/** A fresh surface: it has a bus of its own, on which two of its tools announce that a list has changed. */
export function conformanceSurface(): Surface {
  const changes = new InMemoryServerEventBus();
  const announcing = (name: string, kind: "tools_list_changed" | "prompts_list_changed"): SampleTool => ({
    definition: {
      name,
      description: `Announces ${kind}`,
      inputSchema: { type: "object", properties: {}, additionalProperties: false },
    },
    call: () => {
      changes.publish({ kind });
      return Promise.resolve(textResult(`${kind} published`));
    },
  });
  return {
    info: { name: "conformance", title: "Conformance sample", version: "1.0.0" },
    capabilities: {
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { subscribe: true, listChanged: true },
      logging: {},
    },
    tools: [
      ...PLAIN_TOOLS,
      ...ASKING_TOOLS,
      ...INPUT_REQUIRED_TOOLS,
      announcing("test_trigger_tool_change", "tools_list_changed"),
      announcing("test_trigger_prompt_change", "prompts_list_changed"),
    ],
    prompts: PROMPTS,
    resources: [
      textResource("static-text", "A text", "This is the content of the static text resource."),
      {
        definition: {
          uri: "test://static-binary",
          name: "static-binary",
          description: "An image",
          mimeType: "image/png",
        },
        read: () => ({ contents: [{ uri: "test://static-binary", mimeType: "image/png", blob: PIXEL_PNG }] }),
      },
      textResource("watched-resource", "A resource to subscribe to", "Watched resource content"),
    ],
    templates: [
      {
        definition: {
          uriTemplate: "test://template/{id}/data",
          name: "template",
          description: "A resource for every id",
          mimeType: "application/json",
        },
        read: (uri) => {
          const id = TEMPLATE.exec(uri)?.[1];
          const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id ?? ""}` });
          return id === undefined ? undefined : { contents: [{ uri, mimeType: "application/json", text }] };
        },
      },
    ],
    complete: () => [],
    changes,
    resumable: true,
    verifyState: (state, context) => STATE_CODEC.verify(state, context),
  };
}
