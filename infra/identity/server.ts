import * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import { serverApiNames } from "../gateway/apis";
import type { Platform } from "../platform";
import type { ServerSettings } from "../settings/types";
import { entraApplication, type EntraApplication } from "./application";
import { downstreamGrants } from "./downstream";
import { managedIdentity, type WorkloadIdentity } from "./managed-identity";

export interface ServerIdentityArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
}

/** The role that lets the gateway's own identity call a server on its first application. */
const GATEWAY_ROLE = "Gateway.Forward";
/** The scope for which the gateway exchanges a user's token on the second application. */
const EXCHANGE_SCOPE = "server.invoke";
/** What Entra expects in a token that stands for an application's credential. */
const TOKEN_EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";

/**
 * Who a server is: the application that clients ask tokens for, with `identity: user` a second one that only the
 * exchanged token opens, and the managed identity of the workload. No secret in any of them (decisions 5 and 9).
 */
export class ServerIdentity extends pulumi.ComponentResource {
  /** The application that clients ask tokens for. */
  readonly application: EntraApplication;
  /** With `identity: user` the application behind the gateway, whose audience the exchanged token has. */
  readonly backend: EntraApplication | undefined;
  /** `<uri>/<scope>` that the gateway exchanges a user's token for; undefined with `identity: gateway`. */
  readonly exchangeScope: string | undefined;
  /** The workload's own identity. */
  readonly workload: WorkloadIdentity;

  constructor(name: string, args: ServerIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:identity:ServerIdentity", name, {}, opts);
    const { platform, server } = args;
    const { context } = platform;
    this.workload = managedIdentity({ context, workload: server.name, server: server.name, parent: this });
    downstreamGrants({ context, identity: this.workload, server, parent: this });

    this.application = entraApplication({
      context,
      server,
      ...(context.settings.domain === undefined
        ? {}
        : { url: `${platform.gateway.baseUrl}/${serverApiNames(server).path}` }),
      scopes: server.scopes,
      appRoles:
        server.identity === "gateway"
          ? [{ value: GATEWAY_ROLE, description: "Forward calls that the gateway has let through" }]
          : [],
      requires: [],
      parent: this,
    });
    if (server.identity === "gateway") {
      this.backend = undefined;
      this.exchangeScope = undefined;
      this.letGatewayForward(server, platform);
    } else {
      this.backend = this.secondApplication(server, platform);
      this.exchangeScope = `${this.backend.uri}/${EXCHANGE_SCOPE}`;
    }
    this.registerOutputs({});
  }

  private letGatewayForward(server: ServerSettings, platform: Platform): void {
    const role = this.application.appRoleIds[GATEWAY_ROLE];
    if (role === undefined) {
      throw new Error(`the application of ${server.name} has no role ${GATEWAY_ROLE}`);
    }
    new azuread.AppRoleAssignment(
      `${server.name}-gateway`,
      {
        appRoleId: role,
        principalObjectId: platform.gateway.identity.principalId,
        resourceObjectId: this.application.servicePrincipalId,
      },
      { parent: this },
    );
  }

  /**
   * The gateway acts as the first application when it exchanges a user's token (its managed identity is that
   * application's credential); the server acts as the second when it exchanges the result further.
   */
  private secondApplication(server: ServerSettings, platform: Platform): EntraApplication {
    const { context } = platform;
    const delegated = server.downstream.filter((permission) => permission.kind === "delegated");
    const apis = [...new Set(delegated.map((permission) => permission.api))];
    const second = entraApplication({
      context,
      server,
      part: "backend",
      scopes: [{ name: EXCHANGE_SCOPE, description: `Reach ${server.title} behind the gateway` }],
      appRoles: [],
      requires: apis.map((api) => ({
        api,
        permissions: delegated.filter((permission) => permission.api === api).map((permission) => permission.id),
      })),
      parent: this,
    });
    this.federate(`${server.name}-gateway`, this.application, platform, platform.gateway.identity);
    this.federate(`${server.name}-workload`, second, platform, this.workload);
    new azuread.ApplicationPreAuthorized(
      `${server.name}-exchange`,
      {
        applicationId: second.applicationId,
        authorizedClientId: this.application.clientId,
        permissionIds: Object.values(second.scopeIds),
      },
      { parent: this },
    );
    return second;
  }

  private federate(name: string, application: EntraApplication, platform: Platform, identity: WorkloadIdentity): void {
    const { tenantId } = platform.context.settings.azure;
    new azuread.ApplicationFederatedIdentityCredential(
      name,
      {
        applicationId: application.applicationId,
        displayName: `${identity.workload}-identity`,
        description: `Managed identity of ${identity.workload}: no secret`,
        audiences: [TOKEN_EXCHANGE_AUDIENCE],
        issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        // The PRINCIPAL id; any other value is accepted and fails only when a token is exchanged.
        subject: identity.principalId,
      },
      { parent: this },
    );
  }
}
