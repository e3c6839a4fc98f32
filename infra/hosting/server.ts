import * as pulumi from "@pulumi/pulumi";
import * as app from "@pulumi/azure-native/app";
import type { ServerIdentity } from "../identity/server";
import { known } from "../known";
import type { Platform } from "../platform";
import type { ServerSettings } from "../settings/types";
import type { Tags } from "../tags";
import { authGate } from "./auth-gate";

export interface ServerAppArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
  readonly identity: ServerIdentity;
  readonly tags: Tags;
}

/** A server's container app and the gate in front of it. */
export class ServerApp extends pulumi.ComponentResource {
  /** Host name inside the network: unknown until the environment exists. Carries the gate: nothing is sent before it. */
  readonly host: pulumi.Output<string>;

  constructor(name: string, args: ServerAppArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:hosting:ServerApp", name, {}, opts);
    const { platform, server, identity } = args;
    const { context } = platform;
    const containerAppName = context.names.containerApp(server.name);
    const containerApp = new app.ContainerApp(
      server.name,
      {
        resourceGroupName: context.resourceGroupName,
        containerAppName,
        location: context.location,
        managedEnvironmentId: platform.hosting.environmentId,
        workloadProfileName: "Consumption",
        identity: {
          type: "UserAssigned",
          userAssignedIdentities: [identity.workload.id, platform.registry.pullIdentityId],
        },
        configuration: {
          activeRevisionsMode: "Single",
          maxInactiveRevisions: 5,
          ingress: {
            // In an internal environment "external" means the virtual network; without it API Management gets 404.
            external: true,
            allowInsecure: false,
            transport: "http",
            targetPort: server.port,
            clientCertificateMode: "ignore",
            traffic: [{ latestRevision: true, weight: 100 }],
          },
          registries: [{ server: platform.registry.loginServer, identity: platform.registry.pullIdentityId }],
          // Nothing inside the container can use the identity that pulls images.
          identitySettings: [
            { identity: platform.registry.pullIdentityId, lifecycle: "None" },
            { identity: identity.workload.id, lifecycle: "Main" },
          ],
          secrets: [],
        },
        template: {
          containers: [
            {
              name: server.name,
              image: `${platform.registry.loginServer}/${server.image.repository}@${server.image.digest}`,
              resources: { cpu: context.size.container.cpu, memory: context.size.container.memory },
              // By its ARM id, which is known: a client id here would hide the whole template from review.
              env: [
                { name: "PORT", value: String(server.port) },
                { name: "AZURE_IDENTITY_RESOURCE_ID", value: identity.workload.id },
              ],
              probes: [
                { type: "Startup", tcpSocket: { port: server.port }, periodSeconds: 5, failureThreshold: 24 },
                { type: "Liveness", tcpSocket: { port: server.port }, periodSeconds: 10, failureThreshold: 3 },
                { type: "Readiness", tcpSocket: { port: server.port }, periodSeconds: 5, failureThreshold: 3 },
              ],
            },
          ],
          scale: { minReplicas: context.size.replicas.min, maxReplicas: context.size.replicas.max },
          volumes: [],
        },
        tags: args.tags,
      },
      { parent: this },
    );
    const gate = authGate({
      platform,
      server,
      identity,
      containerAppName: known(containerAppName, containerApp),
      parent: this,
    });
    this.host = pulumi.interpolate`${known(containerAppName, containerApp, gate)}.${platform.hosting.defaultDomain}`;
    this.registerOutputs({});
  }
}
