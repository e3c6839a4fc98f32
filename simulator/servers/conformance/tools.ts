import { setTimeout } from "node:timers/promises";
import { LOG_LEVEL_META_KEY, type CallToolResult, type ServerContext, type Tool } from "@modelcontextprotocol/server";
import { textResult, type SampleTool } from "../surface";
import { PIXEL_PNG, SILENCE_WAV } from "./content";

/** Milliseconds between two notifications of one call: enough that each is a chunk of its own. */
const PAUSE_MS = 50;

const NO_ARGUMENTS: Tool["inputSchema"] = { type: "object", properties: {}, additionalProperties: false };

/** A tool that takes nothing and always answers the same. */
function constant(name: string, description: string, result: CallToolResult): SampleTool {
  return { definition: { name, description, inputSchema: NO_ARGUMENTS }, call: () => Promise.resolve(result) };
}

/** Every tool that the suite's scenarios call by name, but those that ask something back. */
export const PLAIN_TOOLS: readonly SampleTool[] = [
  constant("test_simple_text", "Answers with a text", textResult("This is a simple text response for testing.")),
  constant("test_image_content", "Answers with an image", {
    content: [{ type: "image", data: PIXEL_PNG, mimeType: "image/png" }],
  }),
  constant("test_audio_content", "Answers with a sound", {
    content: [{ type: "audio", data: SILENCE_WAV, mimeType: "audio/wav" }],
  }),
  constant("test_embedded_resource", "Answers with a resource", {
    content: [
      {
        type: "resource",
        resource: {
          uri: "test://embedded-resource",
          mimeType: "text/plain",
          text: "This is an embedded resource content.",
        },
      },
    ],
  }),
  constant("test_multiple_content_types", "Answers with a text, an image and a resource", {
    content: [
      { type: "text", text: "Multiple content types test:" },
      { type: "image", data: PIXEL_PNG, mimeType: "image/png" },
      {
        type: "resource",
        resource: {
          uri: "test://mixed-content-resource",
          mimeType: "application/json",
          text: JSON.stringify({ test: "data", value: 123 }),
        },
      },
    ],
  }),
  constant("test_error_handling", "Fails", {
    content: [{ type: "text", text: "This tool intentionally returns an error for testing" }],
    isError: true,
  }),
  constant(
    "test_streaming_elicitation",
    "Answers with nothing but its result on the stream",
    textResult("No request."),
  ),
  {
    definition: {
      name: "test_logging_tool",
      description: "Logs where the request asks for it",
      inputSchema: NO_ARGUMENTS,
    },
    call: async (_, { mcpReq }) => {
      // MCP 2026-07-28, "Logging": nothing is logged unless the request asks for it.
      const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
      if (envelope[LOG_LEVEL_META_KEY] !== undefined) {
        const params = { level: "info", data: "test_logging_tool ran" } as const;
        await mcpReq.notify({ method: "notifications/message", params });
      }
      return textResult("Logged, if the request set a level.");
    },
  },
  {
    definition: {
      name: "test_tool_with_logging",
      description: "Logs three times while it runs",
      inputSchema: NO_ARGUMENTS,
    },
    call: logging,
  },
  {
    definition: {
      name: "test_tool_with_progress",
      description: "Reports progress three times",
      inputSchema: NO_ARGUMENTS,
    },
    call: progress,
  },
  {
    definition: {
      name: "test_reconnection",
      description: "Closes its stream and answers on the next",
      inputSchema: NO_ARGUMENTS,
    },
    call: async (_, { http }) => {
      http?.closeSSE?.();
      await setTimeout(2 * PAUSE_MS);
      return textResult("Reconnection test completed successfully.");
    },
  },
  {
    definition: {
      name: "json_schema_2020_12_tool",
      description: "Has a schema with what JSON Schema 2020-12 brought",
      inputSchema: {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        type: "object",
        $defs: {
          address: {
            $anchor: "addressDef",
            type: "object",
            properties: { street: { type: "string" }, city: { type: "string" } },
          },
        },
        properties: {
          name: { type: "string" },
          address: { $ref: "#/$defs/address" },
          contactMethod: { type: "string", enum: ["phone", "email"] },
          phone: { type: "string" },
          email: { type: "string" },
        },
        allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
        if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
        then: { required: ["phone"] },
        else: { required: ["email"] },
        additionalProperties: false,
      },
    },
    call: (args) => Promise.resolve(textResult(`Called with ${JSON.stringify(args)}`)),
  },
];

async function logging(_: unknown, { mcpReq }: ServerContext): Promise<CallToolResult> {
  for (const data of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
    await mcpReq.notify({ method: "notifications/message", params: { level: "info", data } });
    await setTimeout(PAUSE_MS);
  }
  return textResult("Tool with logging executed successfully");
}

async function progress(_: unknown, { mcpReq }: ServerContext): Promise<CallToolResult> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken !== undefined) {
    for (const step of [0, 50, 100]) {
      await mcpReq.notify({
        method: "notifications/progress",
        params: { progressToken, progress: step, total: 100, message: `Completed step ${step} of 100` },
      });
      await setTimeout(PAUSE_MS);
    }
  }
  return textResult(String(progressToken ?? "no-progress-token"));
}
