import type { Control as ControlPort } from "./control";
import { Control } from "./control";
import type { Lab, LabAddresses, LabServer, NamedServer } from "./lab";
import { metadataUrl } from "./challenge";
import { initializeRequest, initializedNotification } from "./messages";
import { send } from "./wire";

/**
 * A lab over a running simulator.
 *
 * @throws Error where a server's metadata does not say how its scopes are called
 */
export async function openLab(addresses: LabAddresses): Promise<Lab & { forget(): void }> {
  const control: ControlPort = new Control(addresses.control);
  const servers = await Promise.all(addresses.servers.map(withAudienceUri));
  const sessions = new Map<string, string>();
  const open = async (server: LabServer, token: string): Promise<string | undefined> => {
    const answer = await send(initializeRequest(server, token));
    const id = answer.headers["mcp-session-id"];
    if (answer.status !== 200 || id === undefined) {
      throw new Error(`no session at ${server.name}: ${answer.status} ${answer.body.slice(0, 300)}`);
    }
    await send(initializedNotification(server, token, id));
    return id;
  };
  return {
    gateway: addresses.gateway,
    servers,
    control,
    send,
    session: async (server, token) => {
      if (!server.sessions) return undefined;
      const key = `${server.name} ${token}`;
      const known = sessions.get(key) ?? (await open(server, token));
      if (known !== undefined) sessions.set(key, known);
      return known;
    },
    forget: () => {
      sessions.clear();
    },
  };
}

/** The metadata names the base scope in full: what stands before its short name is the application's URI. */
async function withAudienceUri(server: NamedServer): Promise<LabServer> {
  const { origin, pathname } = new URL(metadataUrl(server));
  const answer = await send({ method: "GET", origin, path: pathname, headers: [] });
  const metadata = JSON.parse(answer.body) as { readonly scopes_supported?: readonly string[] };
  const [full = ""] = metadata.scopes_supported ?? [];
  if (!full.startsWith("api://") || !full.endsWith(`/${server.baseScope}`)) {
    throw new Error(`the metadata of ${server.name} names no base scope in full: ${answer.body.slice(0, 300)}`);
  }
  return { ...server, audienceUri: full.slice(0, -server.baseScope.length - 1) };
}
