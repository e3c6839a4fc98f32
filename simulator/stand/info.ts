import type { Estate, PlannedServer } from "../planned";
import { SERVER_PATH } from "../servers";

/** What `bulwark simulate` prints when it is ready: where everything is, and what each server asks for. */
export interface StandInfo {
  /** `http://127.0.0.1:<port>`. */
  readonly gateway: string;
  readonly control: string;
  readonly servers: readonly ServerInfo[];
}

export interface ServerInfo extends Pick<
  PlannedServer,
  | "name"
  | "audience"
  | "clients"
  | "origins"
  | "scopes"
  | "baseScope"
  | "sessions"
  | "protocols"
  | "identity"
  | "results"
  | "tools"
> {
  /** At the gateway. */
  readonly url: string;
  /** The door of its container app, for whoever gets around the gateway. */
  readonly backend: string;
  /** Id of the tenant. */
  readonly tenant: string;
}

/** The origins of what is running. */
export interface Running {
  readonly gateway: string;
  readonly control: string;
  readonly doors: Readonly<Record<string, string>>;
}

export function infoOf(estate: Estate, running: Running): StandInfo {
  const { gateway, control, doors } = running;
  const servers = estate.servers.map(({ path, gate: _gate, ...server }) => ({
    name: server.name,
    url: `${gateway}/${path}`,
    backend: `${doors[server.name] ?? ""}${SERVER_PATH}`,
    audience: server.audience,
    tenant: estate.tenantId,
    clients: server.clients,
    origins: server.origins,
    scopes: server.scopes,
    baseScope: server.baseScope,
    sessions: server.sessions,
    protocols: server.protocols,
    identity: server.identity,
    results: server.results,
    tools: server.tools,
  }));
  return { gateway, control, servers };
}
