/** A lab that nobody answers in: for what can be known without sending anything. */
import { Control } from "../../attacks/lab/control";
import type { Lab, LabServer } from "../../attacks/lab/lab";

const server = (name: string, more: Partial<LabServer>): LabServer => ({
  name,
  url: `http://127.0.0.1:1/${name}/mcp`,
  backend: "http://127.0.0.1:2/mcp",
  audience: "00000000-0000-4000-8000-000000000001",
  audienceUri: `api://example/${name}`,
  tenant: "00000000-0000-4000-8000-000000000002",
  clients: ["00000000-0000-4000-8000-000000000003"],
  origins: [],
  scopes: [`${name}.read`],
  baseScope: `${name}.read`,
  sessions: true,
  protocols: ["2025-11-25"],
  identity: "gateway",
  results: "inspected",
  tools: [],
  ...more,
});

export function labOf(): Lab {
  const refuse = () => Promise.reject(new Error("nothing is sent here"));
  return {
    gateway: "http://127.0.0.1:1",
    servers: [
      server("forecast", { results: "streamed", tools: [{ name: "get_forecast", scope: "forecast.read" }] }),
      server("ledger", {
        sessions: false,
        protocols: ["2026-07-28"],
        identity: "user",
        scopes: ["ledger.read", "ledger.submit"],
        tools: [
          { name: "list_expenses", scope: "ledger.read" },
          { name: "submit_expense", scope: "ledger.submit" },
        ],
      }),
      server("trails", {
        scopes: ["trails.read", "trails.write"],
        tools: [
          { name: "find_trails", scope: "trails.read" },
          { name: "report_condition", scope: "trails.write" },
        ],
      }),
    ],
    control: new Control("http://127.0.0.1:1"),
    send: refuse,
    session: refuse,
  };
}
