import * as resources from "@pulumi/azure-native/resources";
import { Edge } from "./edge";
import { Gateway } from "./gateway";
import { gatewayBaseUrl } from "./gateway/apis";
import { Register } from "./governance/register";
import { Hosting } from "./hosting";
import { PlatformIdentities } from "./identity";
import { known } from "./known";
import { McpServer } from "./mcp-server";
import { Network } from "./network";
import { Observability } from "./observability";
import type { Platform } from "./platform";
import { Registry } from "./registry";
import { Safety } from "./safety";
import { readSettings } from "./settings";
import { contextOf } from "./stack-context";
import { Vault } from "./vault";

const settings = readSettings();
const stack = contextOf(settings);
const { names, tags, location } = stack;

// Kept when the stack is destroyed: with the group Azure would delete the vault and the workspace, which are kept.
const group = new resources.ResourceGroup(
  "group",
  { resourceGroupName: names.resourceGroup, location, tags },
  { retainOnDelete: true },
);
const context = { ...stack, resourceGroupName: known(names.resourceGroup, group) };
const behindFrontDoor = settings.edge === "frontDoor";

const observability = new Observability("observability", { context });
const { workspaceId } = observability;
const network = new Network("network", {
  context,
  workspaceId,
  privateServices: [
    "vault",
    "registry",
    "contentSafety",
    "containerEnvironment",
    ...(behindFrontDoor ? (["gateway"] as const) : []),
  ],
});
const vault = new Vault("vault", { context, network, workspaceId });
const registry = new Registry("registry", { context, network, workspaceId });
const safety = new Safety("safety", { context, network, workspaceId });
const identities = new PlatformIdentities("identities", {
  context,
  registryId: registry.registryId,
  contentSafetyId: safety.accountId,
  sessionKeyId: vault.sessionKeyId,
  applicationInsightsId: observability.applicationInsightsId,
});
const gateway = new Gateway("gateway", {
  context,
  network,
  identity: identities.gateway,
  workspaceId,
  applicationInsightsId: observability.applicationInsightsId,
  connectionString: observability.connectionString,
});
const hosting = new Hosting("hosting", { context, network, workspaceId });
const baseUrl = gatewayBaseUrl(settings, names.gateway);
if (behindFrontDoor) new Edge("edge", { context, gatewayId: gateway.serviceId, workspaceId });
const register = new Register("register", { context, baseUrl });

const platform: Platform = {
  context,
  registry: { loginServer: registry.loginServer, pullIdentityId: identities.pullIdentityId },
  hosting,
  gateway: {
    serviceName: gateway.serviceName,
    baseUrl,
    identity: identities.gateway,
    contentSafetyEndpoint: safety.endpoint,
    vaultUri: vault.uri,
  },
  register,
};
const servers = settings.stage === "serving" ? settings.servers : [];
const hosted = servers.map((server) => new McpServer(server.name, { platform, server }));

/** `https://host` under which clients reach the servers. */
export const gatewayUrl = baseUrl;
/** For each server where clients find it, and what they ask a token for. */
export const mcpServers = Object.fromEntries(
  servers.map((server, index) => [
    server.name,
    { url: hosted[index]?.url, applicationUri: hosted[index]?.applicationUri, scopes: hosted[index]?.scopes },
  ]),
);
