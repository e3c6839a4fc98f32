import { isLoopback } from "../fields/network";
import { items, serversOf, type Check } from "./check";

/** Azure CLI's client id, the same in every tenant. Source: merill/microsoft-info, `_info/MicrosoftApps.json`, 2026-08. */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** Production is never the gateway open to the internet by itself (decision 16, control MCP07-5). */
export const edgeInProd: Check = (settings, tell) => {
  if (settings["bulwark:environment"] === "prod" && settings["bulwark:edge"] === "none") {
    tell(["bulwark:edge"], "in prod the gateway never answers the internet by itself; write frontDoor");
  }
};

/**
 * Clients must know the servers by the name that metadata and challenges carry: behind Front Door that is a domain of
 * one's own, without it the gateway's own name.
 */
export const domainWithFrontDoor: Check = (settings, tell) => {
  const edge = settings["bulwark:edge"];
  const given = "bulwark:domain" in settings;
  if (edge === "frontDoor" && !given) {
    tell(
      ["bulwark:domain"],
      "missing; edge: frontDoor needs the host name of the servers, for example mcp.example.com",
    );
  }
  if (edge === "none" && given) {
    tell(["bulwark:domain"], "with edge: none clients use the gateway's own name; leave this out, or write frontDoor");
  }
};

/** A platform that serves has something to serve; an empty one is the stage before (decision 16). */
export const serversWhileServing: Check = (settings, tell) => {
  const none = !("bulwark:servers" in settings) || settings["bulwark:servers"]?.length === 0;
  const serving = !("bulwark:stage" in settings) || settings["bulwark:stage"] === "serving";
  if (none && serving) {
    tell(["bulwark:servers"], "no MCP server is named; name at least one, or write bulwark:stage: foundation");
  }
};

/**
 * With Azure CLI anybody who is signed in gets a token from a script, without the consent and the redirect that bind a
 * client (control MCP07-8).
 */
export const azureCliInProd: Check = (settings, tell) => {
  if (settings["bulwark:environment"] !== "prod") {
    return;
  }
  for (const { server, path } of serversOf(settings)) {
    for (const { item, index } of items(server.clients)) {
      if (item.id?.toLowerCase() === AZURE_CLI) {
        tell([...path, "clients", index, "id"], "this is Azure CLI, which is no client of prod; leave it out");
      }
    }
  }
};

/** A page on a developer's own machine calls from plain http; anywhere else that would be an open line. */
export const loopbackOriginsOnlyInDev: Check = (settings, tell) => {
  const environment = settings["bulwark:environment"];
  if (environment === undefined || environment === "dev") {
    return;
  }
  for (const { server, path } of serversOf(settings)) {
    for (const { item, index } of items(server.origins)) {
      if (isLoopback(item)) {
        tell([...path, "origins", index], `http on the own machine is for dev, not for ${environment}; leave it out`);
      }
    }
  }
};
