/** A lab whose servers are described and not there: attempts can be listed, and not made. */
import { Control } from "../../attacks/lab/control";
import type { Lab, LabServer } from "../../attacks/lab/lab";

const ORIGIN = "http://127.0.0.1:1";

export function labServer(server: Partial<LabServer> & Pick<LabServer, "name">): LabServer {
  const { name } = server;
  return {
    url: `${ORIGIN}/${name}/mcp`,
    backend: `${ORIGIN}/mcp`,
    audience: `audience-of-${name}`,
    audienceUri: `api://tenant/bulwark-dev.${name}`,
    tenant: "11111111-1111-4111-8111-111111111111",
    clients: ["aebc6443-996d-45c2-90f0-388ff96faa56"],
    origins: [],
    scopes: [`${name}.read`],
    baseScope: `${name}.read`,
    sessions: false,
    protocols: ["2026-07-28"],
    identity: "gateway",
    results: "inspected",
    tools: [],
    ...server,
  };
}

/** The sample servers of stack dev. */
export const SERVERS: readonly LabServer[] = [
  labServer({
    name: "forecast",
    sessions: true,
    protocols: ["2025-11-25"],
    results: "streamed",
    tools: [
      { name: "get_forecast", scope: "forecast.read" },
      { name: "watch_weather", scope: "forecast.read" },
    ],
  }),
  labServer({
    name: "ledger",
    scopes: ["ledger.read", "ledger.submit"],
    identity: "user",
    tools: [
      { name: "get_expense", scope: "ledger.read" },
      { name: "list_expenses", scope: "ledger.read" },
      { name: "submit_expense", scope: "ledger.submit" },
    ],
  }),
  labServer({
    name: "trails",
    scopes: ["trails.read", "trails.write"],
    clients: ["aebc6443-996d-45c2-90f0-388ff96faa56", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"],
    origins: ["https://vscode.dev"],
    sessions: true,
    protocols: ["2025-11-25"],
    tools: [
      { name: "find_trails", scope: "trails.read" },
      { name: "get_trail", scope: "trails.read" },
      { name: "report_condition", scope: "trails.write" },
    ],
  }),
];

/** @param reset told when everything is put back */
export function fakeLab(reset: () => void = () => undefined): Lab & { forget(): void } {
  const control = new (class extends Control {
    override reset(): Promise<void> {
      reset();
      return Promise.resolve();
    }
  })(ORIGIN);
  return {
    gateway: ORIGIN,
    servers: SERVERS,
    control,
    send: () => Promise.reject(new Error("nothing is sent from here")),
    session: () => Promise.resolve(undefined),
    forget: () => undefined,
  };
}
