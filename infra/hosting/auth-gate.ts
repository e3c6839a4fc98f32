import type * as pulumi from "@pulumi/pulumi";
import * as app from "@pulumi/azure-native/app";
import type { ServerIdentity } from "../identity/server";
import type { Platform } from "../platform";
import type { ServerSettings } from "../settings/types";

export interface AuthGateArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
  readonly identity: ServerIdentity;
  readonly containerAppName: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
}

/**
 * The second gate (control MCP07-3): Container Apps authentication lets in only the gateway's identity, or only tokens
 * for the second application that were issued to the first. A client's token opens nothing here. No list is empty: an
 * empty one restricts nothing.
 *
 * Source: Microsoft Learn, "Enable authentication and authorization in Azure Container Apps with Microsoft Entra ID".
 */
export function authGate(args: AuthGateArgs): app.ContainerAppsAuthConfig {
  const { platform, server, identity } = args;
  const { context } = platform;
  const audience = (identity.backend ?? identity.application).clientId;
  return new app.ContainerAppsAuthConfig(
    server.name,
    {
      resourceGroupName: context.resourceGroupName,
      containerAppName: args.containerAppName,
      authConfigName: "current",
      platform: { enabled: true },
      globalValidation: { unauthenticatedClientAction: "Return401" },
      httpSettings: { requireHttps: true },
      identityProviders: {
        azureActiveDirectory: {
          enabled: true,
          // Checking bearer tokens needs no client secret, so none is named.
          registration: {
            clientId: audience,
            openIdIssuer: `https://login.microsoftonline.com/${context.settings.azure.tenantId}/v2.0`,
          },
          validation: {
            allowedAudiences: [audience],
            defaultAuthorizationPolicy:
              identity.backend === undefined
                ? { allowedPrincipals: { identities: [platform.gateway.identity.principalId] } }
                : { allowedApplications: [identity.application.clientId] },
          },
        },
      },
      login: { tokenStore: { enabled: false } },
    },
    { parent: args.parent },
  );
}
