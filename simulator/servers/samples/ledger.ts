import type { Tool } from "@modelcontextprotocol/server";
import { failure, textArgument, textResult, type Surface } from "../surface";

const EXPENSES: readonly { readonly id: string; readonly purpose: string; readonly cents: number }[] = [
  { id: "2026-0001", purpose: "Train to the customer", cents: 8450 },
  { id: "2026-0002", purpose: "Dinner with the team", cents: 12900 },
];

const LIST_EXPENSES: Tool = {
  name: "list_expenses",
  title: "List expenses",
  description: "Lists the caller's own expense reports.",
  inputSchema: {
    type: "object",
    properties: {
      state: { type: "string", description: "Only those in this state", enum: ["draft", "submitted", "paid"] },
      limit: { type: "integer", description: "How many at most", minimum: 1, maximum: 100 },
      search: { type: "string", description: "Words in the purpose", maxLength: 4000 },
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

const GET_EXPENSE: Tool = {
  name: "get_expense",
  title: "Read an expense",
  description: "Reads one expense report of the caller's own.",
  inputSchema: {
    type: "object",
    properties: { id: { type: "string", description: "Number of the report", maxLength: 100 } },
    required: ["id"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

const SUBMIT_EXPENSE: Tool = {
  name: "submit_expense",
  title: "Submit an expense",
  description: "Submits an expense report in the caller's name. It cannot be taken back.",
  inputSchema: {
    type: "object",
    properties: {
      purpose: { type: "string", description: "What it was for", minLength: 1, maxLength: 4000 },
      currency: { type: "string", description: "Currency of the amounts", enum: ["EUR", "SEK", "USD"] },
      lines: {
        type: "array",
        description: "What was paid",
        minItems: 1,
        maxItems: 50,
        items: {
          type: "object",
          properties: {
            text: { type: "string", description: "What the receipt says", maxLength: 4000 },
            cents: { type: "integer", description: "Amount in cents", minimum: 1, maximum: 100000000 },
            receipt: { type: ["string", "null"], description: "Number of the receipt", maxLength: 100 },
          },
          required: ["text", "cents"],
          additionalProperties: false,
        },
      },
    },
    required: ["purpose", "lines"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
};

/** A server of the stateless era that acts as the user who asks; it keeps nothing that it is given. */
export const LEDGER_SURFACE: Surface = {
  info: { name: "ledger", title: "Expense ledger", version: "1.4.0" },
  instructions: "Amounts are in cents. Submit a report only after the user has seen every line of it.",
  tools: [
    {
      definition: LIST_EXPENSES,
      call: (args) => {
        const words = textArgument(args, "search").toLowerCase();
        const found = EXPENSES.filter(({ purpose }) => purpose.toLowerCase().includes(words));
        return Promise.resolve(textResult(JSON.stringify(found)));
      },
    },
    {
      definition: GET_EXPENSE,
      call: (args) => {
        const expense = EXPENSES.find(({ id }) => id === textArgument(args, "id"));
        return Promise.resolve(
          expense === undefined ? failure("You have no report with that number.") : textResult(JSON.stringify(expense)),
        );
      },
    },
    {
      definition: SUBMIT_EXPENSE,
      call: (args) => Promise.resolve(textResult(`Submitted: ${textArgument(args, "purpose")}.`)),
    },
  ],
  prompts: [],
  resources: [],
  templates: [],
};
