import type { ReadResourceResult, Tool } from "@modelcontextprotocol/server";
import { failure, textArgument, textResult, type Surface } from "../surface";

interface Trail {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly kilometres: number;
  readonly difficulty: "easy" | "moderate" | "hard";
}

const TRAILS: readonly Trail[] = [
  { id: "lake-loop", name: "Lake loop", region: "north", kilometres: 7, difficulty: "easy" },
  { id: "ridge-walk", name: "Ridge walk", region: "north", kilometres: 14, difficulty: "hard" },
  { id: "pine-valley", name: "Pine valley", region: "south", kilometres: 11, difficulty: "moderate" },
];

const GUIDES: Readonly<Record<string, string>> = {
  "lake-loop": "Start at the boat house. The path keeps to the shore; the marsh is crossed on planks.",
  "ridge-walk": "Go early: there is no water after the saddle, and the last hour is steep.",
};

const GUIDE_URI = "trails://guides/";

const FIND_TRAILS: Tool = {
  name: "find_trails",
  title: "Find trails",
  description: "Finds hiking trails by region, difficulty and length.",
  inputSchema: {
    type: "object",
    properties: {
      region: { type: "string", description: "Part of the country", enum: ["north", "south", "east", "west"] },
      query: { type: "string", description: "Words in the trail's name", maxLength: 4000 },
      difficulty: {
        type: "array",
        description: "Any of these",
        items: { type: "string", enum: ["easy", "moderate", "hard"] },
        maxItems: 3,
      },
      length: {
        type: "object",
        description: "Length in kilometres",
        properties: {
          min: { type: "integer", description: "At least", minimum: 0, maximum: 500 },
          max: { type: "integer", description: "At most", minimum: 0, maximum: 500 },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

const GET_TRAIL: Tool = {
  name: "get_trail",
  title: "Read a trail",
  description: "Reads the details of one trail.",
  inputSchema: {
    type: "object",
    properties: { id: { type: "string", description: "Id of the trail, as find_trails gives it", maxLength: 100 } },
    required: ["id"],
    additionalProperties: false,
  },
  outputSchema: {
    type: "object",
    properties: {
      id: { type: "string" },
      name: { type: "string" },
      region: { type: "string" },
      kilometres: { type: "integer" },
      difficulty: { type: "string" },
    },
    required: ["id", "name"],
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

const REPORT_CONDITION: Tool = {
  name: "report_condition",
  title: "Report a trail's condition",
  description: "Records what a hiker has seen on a trail.",
  inputSchema: {
    type: "object",
    properties: {
      id: { type: "string", description: "Id of the trail", maxLength: 100 },
      condition: { type: "string", description: "What was seen", enum: ["good", "muddy", "icy", "blocked"] },
      note: { type: ["string", "null"], description: "In the hiker's own words", maxLength: 60000 },
      places: {
        type: "array",
        description: "Where along the trail",
        maxItems: 20,
        items: {
          type: "object",
          properties: {
            kilometre: { type: "number", description: "From the start", minimum: 0, maximum: 500 },
            remark: { type: "string", description: "What is there", maxLength: 4000 },
          },
          required: ["kilometre"],
          additionalProperties: false,
        },
      },
    },
    required: ["id", "condition"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
};

/** A server of the session era that finds hiking trails; it knows three. */
export const TRAILS_SURFACE: Surface = {
  info: { name: "trails", title: "Trail finder", version: "2.1.0" },
  instructions: "Look for trails with find_trails, then read one with get_trail. Lengths are in kilometres.",
  capabilities: { logging: {} },
  tools: [
    {
      definition: FIND_TRAILS,
      call: ({ region, query }) => {
        const words = typeof query === "string" ? query.toLowerCase() : "";
        const found = TRAILS.filter(
          (trail) => (region === undefined || trail.region === region) && trail.name.toLowerCase().includes(words),
        );
        return Promise.resolve(textResult(JSON.stringify(found)));
      },
    },
    {
      definition: GET_TRAIL,
      call: (args) => {
        const trail = TRAILS.find(({ id }) => id === textArgument(args, "id"));
        return Promise.resolve(
          trail === undefined
            ? failure("No trail has that id.")
            : { ...textResult(JSON.stringify(trail)), structuredContent: { ...trail } },
        );
      },
    },
    {
      definition: REPORT_CONDITION,
      call: (args) =>
        Promise.resolve(
          textResult(`Recorded for ${textArgument(args, "id")}: ${textArgument(args, "condition")}. Thank you.`),
        ),
    },
  ],
  prompts: [
    {
      definition: {
        name: "plan_hike",
        title: "Plan a hike",
        description: "Plans a day's hike in a region.",
        arguments: [{ name: "region", description: "Part of the country", required: true }],
      },
      get: (args) =>
        Promise.resolve({
          messages: [
            {
              role: "user",
              content: { type: "text", text: `Plan a day's hike in the ${textArgument(args, "region")} region.` },
            },
          ],
        }),
    },
  ],
  resources: Object.keys(GUIDES).map((name) => ({
    definition: {
      uri: `${GUIDE_URI}${name}`,
      name,
      description: "A guide to the trail",
      mimeType: "text/plain",
    },
    read: () => guide(name),
  })),
  templates: [
    {
      definition: {
        uriTemplate: `${GUIDE_URI}{name}`,
        name: "guide",
        title: "Guides to trails",
        description: "The guide to a trail, by the trail's id",
        mimeType: "text/plain",
      },
      read: (uri) => {
        const name = uri.startsWith(GUIDE_URI) ? uri.slice(GUIDE_URI.length) : "";
        return Object.hasOwn(GUIDES, name) ? guide(name) : undefined;
      },
    },
  ],
  complete: ({ of, value }) => {
    const all = of === "prompt plan_hike" ? ["north", "south", "east", "west"] : Object.keys(GUIDES);
    return all.filter((candidate) => candidate.startsWith(value));
  },
};

function guide(name: string): ReadResourceResult {
  return { contents: [{ uri: `${GUIDE_URI}${name}`, mimeType: "text/plain", text: GUIDES[name] ?? "" }] };
}
