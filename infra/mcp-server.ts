import * as pulumi from "@pulumi/pulumi";
import { ServerApi } from "./gateway/server";
import { Registration } from "./governance/register";
import { ServerApp } from "./hosting/server";
import { ServerIdentity } from "./identity/server";
import type { Platform } from "./platform";
import type { ServerSettings } from "./settings/types";
import { serverTags } from "./tags";

export interface McpServerArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
}

/**
 * One MCP server, the unit that a user of the blueprint thinks in: its applications and identity, its container app and
 * the gate in front of it, its API at the gateway, its entry in the register.
 */
export class McpServer extends pulumi.ComponentResource {
  /** Where clients find the server. */
  readonly url: string;
  /** Identifier URI of the application that clients ask tokens for. */
  readonly applicationUri: string;
  /** Its scopes in the form that clients ask for them. */
  readonly scopes: readonly string[];

  constructor(name: string, args: McpServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:index:McpServer", name, {}, opts);
    const { platform, server } = args;
    const tags = serverTags(platform.context.tags, server);
    const identity = new ServerIdentity(name, { platform, server }, { parent: this });
    const app = new ServerApp(name, { platform, server, identity, tags }, { parent: this });
    const api = new ServerApi(name, { platform, server, identity, host: app.host }, { parent: this });
    new Registration(name, { platform, server, url: api.url }, { parent: this });
    this.url = api.url;
    this.applicationUri = identity.application.uri;
    this.scopes = server.scopes.map((scope) => `${identity.application.uri}/${scope.name}`);
    this.registerOutputs({});
  }
}
