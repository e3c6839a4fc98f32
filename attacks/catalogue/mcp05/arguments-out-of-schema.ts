import type { Attack } from "../../attack";
import { callTool } from "../../lab/messages";
import { exchange, messagesOf, type Expectation } from "../../lab/oracle";
import { ordinaryArguments } from "../../lab/ordinary";
import { rpcRefused } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";

type Json = Readonly<Record<string, unknown>>;

/** A value that the answer must not repeat. */
const MARK = "mark-7f3c";

/** What does not fit, by tool and by the keyword that it breaks; laid over arguments that fit. */
const BREACHES: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  find_trails: {
    "enum: another word": { region: MARK },
    "enum: another case": { region: "North" },
    "enum: a number": { region: 1 },
    "type: null for a string": { query: null },
    "type: number for a string": { query: 7 },
    "type: object for a string": { query: { $ne: MARK } },
    "type: list for a string": { query: [MARK] },
    "type: true for a string": { query: true },
    "maxLength: one letter too many": { query: "x".repeat(4001) },
    "maxLength in two-unit letters": { query: "\u{1f600}".repeat(4001) },
    maxItems: { difficulty: ["easy", "easy", "easy", "easy"] },
    "items: another word": { difficulty: ["easy", MARK] },
    "items: a list": { difficulty: [["easy"]] },
    "type: string for a list": { difficulty: "easy" },
    "type: object for a list": { difficulty: { 0: "easy" } },
    minimum: { length: { min: -1 } },
    maximum: { length: { max: 501 } },
    "integer: a fraction": { length: { min: 1.5 } },
    "integer: a text": { length: { min: "1" } },
    "integer: far out": { length: { max: 1e308 } },
    "nested: an unknown member": { length: { min: 1, [MARK]: 2 } },
    "nested: a list for an object": { length: [] },
    "nested: null for an object": { length: null },
    "an unknown member": { [MARK]: 1 },
    "an unknown member in another case": { Region: "north" },
    "a prototype": { constructor: { prototype: {} } },
    "an empty name": { "": 1 },
    "a look-alike name": { "r\u0435gion": "north" },
  },
  get_trail: {
    "required: missing": { id: undefined },
    "type: null": { id: null },
    "type: list": { id: ["lake-loop"] },
    maxLength: { id: "x".repeat(101) },
    "an unknown member": { shell: MARK },
  },
  report_condition: {
    "required: missing": { condition: undefined },
    enum: { condition: MARK },
    "two types: a number": { note: 1 },
    "two types: false": { note: false },
    "two types: a list": { note: [] },
    maxItems: { places: Array.from({ length: 21 }, () => ({ kilometre: 1 })) },
    "items: required missing": { places: [{ remark: "x" }] },
    "items: minimum": { places: [{ kilometre: -0.1 }] },
    "items: maximum": { places: [{ kilometre: 500.5 }] },
    "items: text for a number": { places: [{ kilometre: MARK }] },
    "items: an unknown member": { places: [{ kilometre: 1, [MARK]: 1 }] },
    "items: a remark too long": { places: [{ kilometre: 1, remark: "x".repeat(4001) }] },
    "items: the second of two": { places: [{ kilometre: 1 }, { kilometre: "2" }] },
  },
  list_expenses: {
    enum: { state: MARK },
    minimum: { limit: 0 },
    maximum: { limit: 101 },
    "integer: a fraction": { limit: 1.0001 },
    "integer: text": { limit: "10" },
    maxLength: { search: "x".repeat(4001) },
    "an unknown member": { user: MARK },
  },
  get_expense: {
    "required: missing": { id: undefined },
    "type: number": { id: 20260001 },
    maxLength: { id: "x".repeat(101) },
    "an unknown member": { user: MARK },
  },
  submit_expense: {
    "required: missing": { lines: undefined },
    minLength: { purpose: "" },
    maxLength: { purpose: "x".repeat(4001) },
    enum: { currency: MARK },
    minItems: { lines: [] },
    maxItems: { lines: Array.from({ length: 51 }, () => ({ text: "x", cents: 1 })) },
    "items: required missing": { lines: [{ text: "x" }] },
    "items: minimum": { lines: [{ text: "x", cents: 0 }] },
    "items: maximum": { lines: [{ text: "x", cents: 100_000_001 }] },
    "items: a fraction": { lines: [{ text: "x", cents: 0.5 }] },
    "items: two types, a number": { lines: [{ text: "x", cents: 1, receipt: 1 }] },
    "items: two types, too long": { lines: [{ text: "x", cents: 1, receipt: "x".repeat(101) }] },
    "items: an unknown member": { lines: [{ text: "x", cents: 1, [MARK]: 1 }] },
    "items: null": { lines: [null] },
    "type: object for a list": { lines: { text: "x", cents: 1 } },
  },
  get_forecast: {
    "required: missing": { place: undefined },
    minLength: { place: "" },
    maxLength: { place: "x".repeat(4001) },
    enum: { units: MARK },
    "nested: maximum": { details: { hours: [24] } },
    "nested: minimum": { details: { hours: [-1] } },
    "nested: a fraction": { details: { hours: [0.5] } },
    "nested: maxItems": { details: { hours: Array.from({ length: 25 }, () => 1) } },
    "nested: a word for true": { details: { wind: "true" } },
    "nested: a number for true": { details: { wind: 1 } },
    "nested: an unknown member": { details: { [MARK]: 1 } },
    "an unknown member": { url: MARK },
  },
  watch_weather: {
    "required: missing": { seconds: undefined },
    minimum: { seconds: 0 },
    maximum: { seconds: 31 },
    "integer: text": { seconds: "1" },
    "an unknown member": { callback: MARK },
  },
};

export const attack: Attack = {
  id: "arguments-out-of-schema",
  risk: "MCP05",
  controls: ["MCP05-2"],
  title: "Arguments that the approved schema does not allow, keyword by keyword",
  why: "What a tool was never meant to be given is what it mishandles.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const { name: tool } of server.tools) {
        const cases = BREACHES[tool] ?? { "an unknown member": { [MARK]: 1 } };
        for (const [name, members] of Object.entries(cases)) {
          yield {
            name: `${server.name}: ${tool}, ${name}`,
            run: async (lab) => {
              const caller = await signIn(lab, server);
              const request = callTool(server, tool, { ...ordinaryArguments(tool), ...members }, caller);
              return exchange(lab, server, request, refused());
            },
          };
        }
      }
    }
  },
};

function refused(): Expectation {
  const usual = rpcRefused({ code: -32602, reason: "arguments-invalid", control: "MCP05-2" });
  return {
    ...usual,
    also: (seen) => {
      if (seen.answer.body.includes(MARK)) return "the answer repeats what was sent";
      const [message] = messagesOf(seen.answer);
      const { data } = message?.error as { readonly data: { readonly where?: unknown } };
      return typeof data.where === "string" && data.where !== "" ? usual.also?.(seen) : "no place is named";
    },
  };
}
