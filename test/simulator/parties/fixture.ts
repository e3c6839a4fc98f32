/** A small estate, and the parties that serve it. */
import { createHash, randomBytes } from "node:crypto";
import type { Estate, PlannedApplication, PlannedServer } from "../../../simulator/planned/estate";
import { startEntra, type Clock, type Entra } from "../../../simulator/parties";

export const TENANT = "11111111-2222-4333-8444-555555555555";
export const CLIENT = "aebc6443-996d-45c2-90f0-388ff96faa56";
export const OTHER_CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
export const GROUP = "aaaaaaaa-0000-4000-8000-000000000001";
export const GATEWAY = {
  urn: "urn:gateway",
  name: "id-gateway",
  clientId: "bbbbbbbb-0000-4000-8000-000000000001",
  principalId: "bbbbbbbb-0000-4000-8000-000000000002",
};
export const STRANGER = {
  urn: "urn:stranger",
  name: "id-stranger",
  clientId: "bbbbbbbb-0000-4000-8000-000000000003",
  principalId: "bbbbbbbb-0000-4000-8000-000000000004",
};
export const TRAILS_ID = "cccccccc-0000-4000-8000-000000000001";
export const TRAILS_URI = "api://tenant/bulwark-dev-trails";
export const TRAILS_URL = "https://mcp.example.com/trails/mcp";
export const LEDGER_ID = "cccccccc-0000-4000-8000-000000000002";
export const LEDGER_URI = "api://tenant/bulwark-dev-ledger";
export const BACKEND_ID = "cccccccc-0000-4000-8000-000000000003";
export const BACKEND_URI = "api://tenant/bulwark-dev-ledger-backend";

/** A clock that stands until it is moved. */
export class StandingClock implements Clock {
  constructor(private time = Date.now()) {}
  now(): number {
    return this.time;
  }
  advance(seconds: number): void {
    this.time += seconds * 1000;
  }
}

function application(clientId: string, uri: string, more: Partial<PlannedApplication>): PlannedApplication {
  return {
    urn: `urn:${clientId}`,
    clientId,
    servicePrincipalId: `sp-${clientId}`,
    displayName: uri,
    identifierUris: [uri],
    scopes: [],
    appRoles: ["Server.Use"],
    assignmentRequired: true,
    assignments: [{ principalId: GROUP, role: "Server.Use" }],
    federatedCredentials: [],
    preAuthorized: [],
    ...more,
  };
}

function server(name: string, audience: string, more: Partial<PlannedServer>): PlannedServer {
  return {
    name,
    path: `${name}/mcp`,
    audience,
    clients: [CLIENT, OTHER_CLIENT],
    origins: [],
    scopes: [`${name}.read`, `${name}.write`],
    baseScope: `${name}.read`,
    sessions: true,
    protocols: ["2025-11-25"],
    identity: "gateway",
    results: "inspected",
    tools: [],
    gate: undefined,
    ...more,
  };
}

export function estateFor(entra: string): Estate {
  const openIdIssuer = `${entra}/${TENANT}/v2.0`;
  const gate = {
    enabled: true,
    unauthenticatedClientAction: "Return401",
    openIdIssuer,
    allowedPrincipals: [],
    allowedApplications: [],
  };
  return {
    plan: { resources: [] } as unknown as Estate["plan"],
    tenantId: TENANT,
    applications: [
      application(TRAILS_ID, TRAILS_URI, {
        identifierUris: [TRAILS_URI, TRAILS_URL],
        scopes: ["trails.read", "trails.write"],
        appRoles: ["Server.Use", "Gateway.Forward"],
        assignments: [
          { principalId: GROUP, role: "Server.Use" },
          { principalId: GATEWAY.principalId, role: "Gateway.Forward" },
        ],
      }),
      application(LEDGER_ID, LEDGER_URI, {
        scopes: ["ledger.read", "ledger.write"],
        federatedCredentials: [
          { issuer: openIdIssuer, subject: GATEWAY.principalId, audiences: ["api://AzureADTokenExchange"] },
        ],
      }),
      application(BACKEND_ID, BACKEND_URI, {
        scopes: ["server.invoke", "server.other"],
        preAuthorized: [{ clientId: LEDGER_ID, scopes: ["server.invoke"] }],
      }),
    ],
    identities: [GATEWAY, STRANGER],
    servers: [
      server("trails", TRAILS_ID, {
        gate: { ...gate, clientId: TRAILS_ID, allowedAudiences: [TRAILS_ID], allowedPrincipals: [GATEWAY.principalId] },
      }),
      server("ledger", LEDGER_ID, {
        identity: "user",
        gate: { ...gate, clientId: BACKEND_ID, allowedAudiences: [BACKEND_ID], allowedApplications: [LEDGER_ID] },
      }),
    ],
    vault: { host: "kv.vault.azure.net", secrets: ["session-key"], readers: [GATEWAY.principalId] },
    contentSafety: { host: "cs.cognitiveservices.azure.com", callers: [GATEWAY.principalId] },
  };
}

export async function startedEntra(clock: Clock = new StandingClock()): Promise<Entra> {
  const entra = await startEntra({ clock });
  entra.serve(estateFor(entra.origin));
  return entra;
}

/** Claims of a token, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
}

/** Header of a token, unchecked. */
export function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
}

export interface ProofKey {
  readonly verifier: string;
  readonly challenge: string;
}

export function proofKey(): ProofKey {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** `{error, error_codes, ...}` of an answer. */
export async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}
