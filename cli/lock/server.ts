import type { Client } from "@modelcontextprotocol/client" with { "resolution-mode": "import" };
import { z } from "zod";
import type { JsonObject, ServerSurface } from "../../locks";
import { interrupted, MistakeError } from "../mistake";

/** A running server. */
export interface RunningServer {
  /** Its Streamable HTTP endpoint. */
  readonly url: string;
  /** `Name: value` each. */
  readonly headers: readonly string[];
  readonly signal: AbortSignal;
}

/** Pages of one list: a server that never ends would be asked forever. */
const mostPages = 1000;

/** Milliseconds for one answer. */
const timeout = 30_000;

/** JSON-RPC: the method does not exist, which is how a server without prompts may answer. */
const methodNotFound = -32601;

type List = "tools" | "prompts" | "resourceTemplates";

const methods: Readonly<
  Record<List, { readonly method: string; readonly capability: "tools" | "prompts" | "resources" }>
> = {
  tools: { method: "tools/list", capability: "tools" },
  prompts: { method: "prompts/list", capability: "prompts" },
  resourceTemplates: { method: "resources/templates/list", capability: "resources" },
};

/**
 * Asks a running server for all that it shows, with the official client, which speaks both eras of the protocol. Members
 * that the client does not know are kept: a model is shown them too.
 *
 * @throws MistakeError where it does not answer as a server does
 */
export async function askServer({ url, headers, signal }: RunningServer): Promise<ServerSurface> {
  const address = addressOf(url, headers);
  // Half a second, and only this way of locking needs it.
  const { Client, StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  const client = new Client({ name: "bulwark-lock", version: "1" }, { versionNegotiation: { mode: "auto" } });
  const transport = new StreamableHTTPClientTransport(address, { requestInit: { headers: headers.map(halves) } });
  try {
    await client.connect(transport, { timeout, signal });
    return {
      protocol: client.getNegotiatedProtocolVersion() ?? "",
      instructions: client.getInstructions() ?? null,
      tools: await all(client, "tools", signal),
      prompts: await all(client, "prompts", signal),
      resourceTemplates: await all(client, "resourceTemplates", signal),
    };
  } catch (error) {
    if (signal.aborted) {
      throw interrupted();
    }
    throw error instanceof MistakeError
      ? error
      : new MistakeError("usage", `The server at ${url} does not answer as an MCP server does.`, [
          error instanceof Error ? error.message : String(error),
        ]);
  } finally {
    // What is learnt is learnt: an answer to the goodbye changes nothing.
    await client.close().catch(() => undefined);
  }
}

async function all(client: Client, list: List, signal: AbortSignal): Promise<JsonObject[]> {
  const { method, capability } = methods[list];
  const found: JsonObject[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await pageOf(client, list, cursor, signal);
    if (page === undefined) {
      if (client.getServerCapabilities()?.[capability] === undefined) {
        return [];
      }
      throw new MistakeError("usage", `The server declares ${capability} and does not answer ${method}.`);
    }
    found.push(...page.entries);
    cursor = page.next;
    if (cursor !== undefined && (cursors.has(cursor) || cursors.size >= mostPages)) {
      throw new MistakeError(
        "usage",
        `The server's answers to ${method} have no end (over ${mostPages} pages, or in a circle).`,
      );
    }
    cursors.add(cursor ?? "");
  } while (cursor !== undefined);
  return found;
}

/** One page; undefined where the server does not know the method. */
async function pageOf(
  client: Client,
  list: List,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly entries: JsonObject[]; readonly next: string | undefined } | undefined> {
  // The client's own schemas may drop members; this one looks at nothing within an entry.
  const entry = z.custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value));
  const shape = z.looseObject({ [list]: z.array(entry), nextCursor: z.string().optional() });
  const params = cursor === undefined ? {} : { cursor };
  try {
    const result = await client.request({ method: methods[list].method, params }, shape, { timeout, signal });
    return { entries: result[list] as JsonObject[], next: result.nextCursor as string | undefined };
  } catch (error) {
    if (isMethodNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/** In the stateless era the answer comes with status 404, and the client hands it over as text. */
function isMethodNotFound(error: unknown): boolean {
  return (
    error instanceof Error &&
    (("code" in error && error.code === methodNotFound) || error.message.includes(`"code":${methodNotFound}`))
  );
}

function addressOf(url: string, headers: readonly string[]): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !["http:", "https:"].includes(address.protocol)) {
    throw new MistakeError("usage", `${url} is no address of a server: write https://host/path.`);
  }
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
  if (headers.length > 0 && address.protocol === "http:" && !loopback) {
    throw new MistakeError("usage", `--header would be readable on the way to ${url}: use https.`);
  }
  return address;
}

function halves(header: string): [string, string] {
  const colon = header.indexOf(":");
  return [header.slice(0, colon), header.slice(colon + 1).trim()];
}
