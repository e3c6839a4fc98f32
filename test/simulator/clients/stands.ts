import assert from "node:assert/strict";
import path from "node:path";
import { plannedStack, startStand, type ServerInfo, type Stand } from "../../../simulator/stand";

const ROOT = path.resolve(__dirname, "../../..");

/** A stand of one of the project's own stacks; `npm test` has compiled the program. */
export async function standOf(stack: string): Promise<Stand> {
  return startStand({ plan: await plannedStack({ root: ROOT, stack }), root: ROOT });
}

export function serverOf({ info }: Stand, name: string): ServerInfo {
  return info.servers.find((server) => server.name === name) ?? assert.fail(`no server ${name}`);
}

/** What the gateway recorded, newest last. */
export async function decisions({ info }: Stand): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const response = await fetch(`${info.control}/logs`);
  const records = (await response.json()) as readonly Readonly<Record<string, unknown>>[];
  return records.filter(({ source }) => source === "bulwark-audit");
}

/** Bodies of what reached a server, newest last. */
export async function reached({ info }: Stand, server: string): Promise<readonly string[]> {
  const response = await fetch(`${info.control}/servers/${server}/requests`);
  return ((await response.json()) as readonly { readonly body: string }[]).map(({ body }) => body);
}
