import * as pulumi from "@pulumi/pulumi";
import * as apimanagement from "@pulumi/azure-native/apimanagement";
import type { ServerIdentity } from "../identity/server";
import { known } from "../known";
import type { Platform } from "../platform";
import type { ServerSettings } from "../settings/types";
import { serverApiNames, type ServerApiNames } from "./apis";
import { metadataApi } from "./metadata";
import { policyDocument } from "./policy-text";
import { metadataDocument, serverPolicyValues, type ServerPolicyArgs } from "./server-policy";

export interface ServerApiArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
  readonly identity: ServerIdentity;
  /** Host of the server's container app inside the network. */
  readonly host: pulumi.Input<string>;
}

type Place = { readonly resourceGroupName: pulumi.Input<string>; readonly serviceName: pulumi.Input<string> };

const VERBS = ["POST", "GET", "DELETE"] as const;

/** A server at the gateway: its backend, its API with the policy, and its metadata in both places. */
export class ServerApi extends pulumi.ComponentResource {
  /** Where clients find the server. */
  readonly url: string;

  constructor(name: string, args: ServerApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:gateway:ServerApi", name, {}, opts);
    const { platform, server } = args;
    const names = serverApiNames(server);
    this.url = `${platform.gateway.baseUrl}/${names.path}`;
    const place: Place = {
      resourceGroupName: platform.context.resourceGroupName,
      serviceName: platform.gateway.serviceName,
    };
    const audience = new apimanagement.NamedValue(
      `${server.name}-audience`,
      {
        ...place,
        namedValueId: `${server.name}-audience`,
        displayName: `${server.name}-audience`,
        value: args.identity.application.clientId,
        secret: false,
      },
      { parent: this },
    );
    const backend = new apimanagement.Backend(
      server.name,
      {
        ...place,
        backendId: server.name,
        title: server.title,
        protocol: "http",
        url: pulumi.interpolate`https://${args.host}`,
        tls: { validateCertificateChain: true, validateCertificateName: true },
      },
      { parent: this },
    );
    this.api(args, names, place, [audience, backend]);
    for (const metadata of names.metadata) {
      metadataApi({
        ...place,
        ...metadata,
        displayName: `${server.title}: metadata (${metadata.apiId})`,
        server: server.name,
        document: metadataDocument(this.policyArgs(args)),
        parent: this,
        after: [],
      });
    }
    this.registerOutputs({});
  }

  private api(args: ServerApiArgs, names: ServerApiNames, place: Place, after: readonly pulumi.Resource[]): void {
    const { server } = args;
    const api = new apimanagement.Api(
      server.name,
      {
        ...place,
        apiId: names.apiId,
        displayName: server.title,
        description: "Model Context Protocol server",
        path: names.path,
        protocols: ["https"],
        // A subscription key is never sufficient, so none is asked for.
        subscriptionRequired: false,
      },
      { parent: this, dependsOn: [...after] },
    );
    const apiId = known(names.apiId, api);
    // Writes to one API at a time: parallel ones are refused with PessimisticConcurrencyConflict.
    let previous: pulumi.Resource = api;
    for (const method of VERBS) {
      previous = new apimanagement.ApiOperation(
        `${server.name}-${method.toLowerCase()}`,
        {
          ...place,
          apiId,
          operationId: method.toLowerCase(),
          displayName: `${method} ${names.path}`,
          method,
          urlTemplate: "/",
        },
        { parent: this, dependsOn: [previous] },
      );
    }
    new apimanagement.ApiPolicy(
      server.name,
      {
        ...place,
        apiId,
        policyId: "policy",
        format: "xml",
        value: policyDocument("server.xml", serverPolicyValues(this.policyArgs(args))),
      },
      { parent: this, dependsOn: [previous] },
    );
  }

  private policyArgs({ server, platform, identity }: ServerApiArgs): ServerPolicyArgs {
    return { server, platform: { context: platform.context, gateway: platform.gateway }, identity };
  }
}
