/** What servers answer comes back as it was written: no number is taken for a secret or a person's. */
import type { Benign } from "../attack";
import { isObject, objectsIn, resultOf } from "../lab/answers";
import { callerOf } from "../lab/caller";
import { callTool } from "../lab/messages";
import type { ToolAnswer } from "../payloads/poisons";
import { argumentsWith, everySample } from "../payloads/samples";
import { at, mustPass } from "./exchange";

const text = (value: string): ToolAnswer => ({ content: [{ type: "text", text: value }] });

/** One pixel. Source: PNG specification; the smallest that there is. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

const answers: Readonly<Record<string, ToolAnswer>> = {
  "a plain text": text("Three trails are open, two are muddy."),
  "an empty list": { content: [] },
  "a failure": { ...text("No trail has that id."), isError: true },
  "a GUID": text("Report 8c1f2f0e-6c5e-4b9a-9a5e-0f6f1f0c2d3e is ready."),
  "a resource id": text(
    "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/trailsdata",
  ),
  "a digest": text("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
  "a commit": text("Fixed in 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12."),
  "dates and times": text("2026-11-23T01:38:00.1234567Z, 2026-11-23, 23.11.2026, 01:38"),
  "prices and lengths": text("EUR 1,234.50, 12.5 km, 1 200 m of ascent, 45.1234, 7.5678"),
  "version numbers": text("node 24.21.0, 1.10, 10.40.0.0/20"),
  "security talk": text("Rotate the password every year, and keep the API key in a vault."),
  "other languages": text("湖边的步道 · مسار سهل · 👨‍👩‍👧‍👦 · Tromsø"),
  markup: text('<p>a &lt; b</p> {{x}} @(1) ${y} \\n "q"'),
  "numbers that must not change": {
    content: [{ type: "text", text: "x" }],
    structuredContent: {
      id: "007",
      name: "1.0",
      kilometres: 1.5,
      count: 9007199254740991,
      when: "2026-11-23T01:38:00+05:30",
      none: null,
    },
  },
  "a picture": { content: [{ type: "image", mimeType: "image/png", data: PNG }] },
  "a resource": {
    content: [
      {
        type: "resource",
        resource: { uri: "trails://guides/lake-loop", mimeType: "text/plain", text: "Start early." },
      },
    ],
  },
  "a link": {
    content: [{ type: "resource_link", uri: "trails://guides/lake-loop", name: "Lake loop", description: "A guide" }],
  },
  annotations: { content: [{ type: "text", text: "x", annotations: { audience: ["user"], priority: 0.5 } }] },
  "a member of _meta": { content: [{ type: "text", text: "x", _meta: { "example.com/page": 2 } }] },
  "40,000 characters": text("The path is dry. ".repeat(2400)),
};

export const answersBack: readonly Benign[] = everySample.flatMap(([name, { results, text: call }]) =>
  Object.entries(answers)
    // Streamed answers are not touched at all: a few are enough.
    .filter((_, number) => results === "inspected" || number % 4 === 0)
    .map(([what, answer]) =>
      at(name, `answer: ${what}`, async (lab, server) => {
        await lab.control.setAnswer(server.name, call.tool, { ...answer });
        const request = callTool(server, call.tool, argumentsWith(call, "Lake"), await callerOf(lab, server));
        return mustPass(lab, server, request, (seen) => {
          const shown = comparable(resultOf(seen.answer) ?? {});
          return shown === comparable({ ...answer }) ? undefined : `the client received ${shown.slice(0, 400)}`;
        });
      }),
    ),
);

/** What of a result must come back as it was. */
function comparable({ content, structuredContent, isError }: Readonly<Record<string, unknown>>): string {
  const kept = { content: objectsIn(content).map(unmarked), structuredContent, isError: isError === true };
  // The SDK of a sample server writes the members of a block in an order of its own.
  return JSON.stringify(kept, (_, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** A block without the gateway's mark. */
function unmarked({ _meta: meta, ...block }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isObject(meta)) return block;
  const kept = Object.fromEntries(Object.entries(meta).filter(([name]) => !name.startsWith("bulwark.dev/")));
  return Object.keys(kept).length === 0 ? block : { ...block, _meta: kept };
}
