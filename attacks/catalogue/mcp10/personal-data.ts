import type { Attack } from "../../attack";
import { leaks } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import { callTool } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { outcome } from "../../lab/outcomes";
import { argumentsWith, sampled } from "../../payloads/samples";
import type { ToolAnswer } from "../../payloads/poisons";

/** Data of people who do not exist; checksums are right, or they would be taken for other numbers. */
const data: Readonly<Record<string, string>> = {
  mail: "anna.meier@contoso.example",
  "mail with a tag": "b.long+hiking@mail.contoso.example",
  iban: "DE89 3702 0044 0532 0130 00",
  "iban without spaces": "GB82WEST12345698765432",
  card: "4111 1111 1111 1111",
  "card without spaces": "5555555555554444",
  phone: "+49 30 901820",
  "phone with a zone": "+1 (425) 555-0123",
  "American number": "123-45-6789",
  "Swiss number": "756.9217.0769.85",
};

/** Where in an answer it stands. */
const places: Readonly<Record<string, (value: string) => ToolAnswer>> = {
  text: (value) => ({ content: [{ type: "text", text: `Ask: ${value}, if you are late.` }] }),
  "JSON in a text": (value) => ({ content: [{ type: "text", text: JSON.stringify({ contact: value }) }] }),
  "structured content": (value) => ({
    content: [{ type: "text", text: "One." }],
    structuredContent: { id: "1", name: "x", people: [{ contact: value }] },
  }),
  "resource text": (value) => ({
    content: [{ type: "resource", resource: { uri: "trails://guides/x", text: `Ask ${value}.` } }],
  }),
  failure: (value) => ({ content: [{ type: "text", text: `No answer from ${value}.` }], isError: true }),
};

export const attack: Attack = {
  id: "personal-data",
  risk: "MCP10",
  controls: ["MCP10-4"],
  title: "Personal data in answers of servers whose class does not permit it",
  why: "A model that was asked for a trail passes on somebody's number.",
  *attempts({ servers }) {
    // Streamed answers are of public or internal class and are not read; the others of the stack are internal or higher.
    const inspected = servers.filter(({ results }) => results === "inspected");
    for (const [turn, [server, { text: call }]] of sampled(inspected).entries()) {
      for (const [number, [kind, value]] of Object.entries(data).entries()) {
        for (const [index, [place, answer]] of Object.entries(places).entries()) {
          if ((number + index) % 2 !== turn % 2) continue;
          yield {
            name: `${server.name}: ${kind}: ${place}`,
            run: async (lab) => {
              await lab.control.setAnswer(server.name, call.tool, { ...answer(value) });
              const caller = await callerOf(lab, server);
              return exchange(lab, server, callTool(server, call.tool, argumentsWith(call, "Lake"), caller), {
                ...outcome(server, "allowed"),
                also: (seen) => {
                  const record = seen.traces.find(({ source }) => source === "bulwark-redaction");
                  if (record?.control !== "MCP10-4") return `no record of the redaction: ${JSON.stringify(record)}`;
                  if (!seen.answer.body.includes("[redacted:"))
                    return `nothing stands in its place: ${seen.answer.body}`;
                  return leaks(seen, value);
                },
              });
            },
          };
        }
      }
    }
  },
};
