import { setTimeout } from "node:timers/promises";
import type { ServerContext, Tool } from "@modelcontextprotocol/server";
import { textArgument, textResult, type Arguments, type Surface } from "../surface";

/** Longest that the weather is watched, seconds. */
const LONGEST_WATCH_SECONDS = 30;

const GET_FORECAST: Tool = {
  name: "get_forecast",
  title: "Read the forecast",
  description: "Reads tomorrow's weather at a place.",
  inputSchema: {
    type: "object",
    properties: {
      place: { type: "string", description: "Name of the place", minLength: 1, maxLength: 4000 },
      units: { type: "string", description: "Units of the answer", enum: ["metric", "imperial"] },
      details: {
        type: "object",
        description: "What to add",
        properties: {
          hours: {
            type: "array",
            description: "Hours of the day",
            items: { type: "integer", minimum: 0, maximum: 23 },
            maxItems: 24,
          },
          wind: { type: "boolean", description: "Whether to add the wind" },
        },
        additionalProperties: false,
      },
    },
    required: ["place"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, openWorldHint: true },
};

const WATCH_WEATHER: Tool = {
  name: "watch_weather",
  title: "Watch the weather",
  description: "Watches the weather at a place for some seconds and reports progress every second.",
  inputSchema: {
    type: "object",
    properties: {
      place: { type: "string", description: "Name of the place", minLength: 1, maxLength: 4000 },
      seconds: {
        type: "integer",
        description: "How long to watch",
        minimum: 1,
        maximum: LONGEST_WATCH_SECONDS,
      },
    },
    required: ["place", "seconds"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, openWorldHint: true },
};

/** A server of the session era whose answers are passed on as they come: one of its tools takes seconds and tells how far it is. */
export const FORECAST_SURFACE: Surface = {
  info: { name: "forecast", title: "Weather forecast", version: "3.0.2" },
  tools: [
    {
      definition: GET_FORECAST,
      call: (args) =>
        Promise.resolve(textResult(`Tomorrow in ${textArgument(args, "place")}: light rain, 11 degrees.`)),
    },
    { definition: WATCH_WEATHER, call: watch },
  ],
  prompts: [],
  resources: [],
  templates: [],
};

async function watch(args: Arguments, { mcpReq }: ServerContext): ReturnType<Surface["tools"][number]["call"]> {
  const asked = typeof args.seconds === "number" ? Math.trunc(args.seconds) : 1;
  const seconds = Math.min(Math.max(asked, 1), LONGEST_WATCH_SECONDS);
  // MCP specification, "Progress": only where the client gave a token.
  const progressToken = mcpReq._meta?.progressToken;
  for (let second = 1; second <= seconds; second += 1) {
    await setTimeout(1000, undefined, { signal: mcpReq.signal });
    if (progressToken !== undefined) {
      await mcpReq.notify({
        method: "notifications/progress",
        params: { progressToken, progress: second, total: seconds, message: `${second} of ${seconds} seconds` },
      });
    }
  }
  return textResult(`The weather in ${textArgument(args, "place")} did not change in ${seconds} seconds.`);
}
