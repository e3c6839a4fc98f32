import * as pulumi from "@pulumi/pulumi";
import * as apicenter from "@pulumi/azure-native/apicenter";
import { known } from "../known";
import type { Platform } from "../platform";
import type { ServerSettings } from "../settings/types";
import type { LayerContext } from "../stack-context";

/** API Center makes this workspace with the service, and has no other: making it again would be refused. */
const WORKSPACE = "default";
const ENVIRONMENT = "gateway";

export interface RegisterArgs {
  readonly context: LayerContext;
  /** `https://host` under which the gateway answers. */
  readonly baseUrl: string;
}

/** The register of approved servers, fed by deployment: what runs and is not in it is a shadow server (MCP09-1). */
export class Register extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly workspaceName: pulumi.Output<string>;
  /** API Center's own path of its environment; known. */
  readonly environmentId: pulumi.Output<string>;

  constructor(name: string, args: RegisterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:governance:Register", name, {}, opts);
    const { context } = args;
    const service = new apicenter.Service(
      "register",
      {
        resourceGroupName: context.resourceGroupName,
        serviceName: context.names.apiCenter,
        location: context.location,
        tags: context.tags,
      },
      { parent: this },
    );
    const environment = new apicenter.Environment(
      "gateway",
      {
        resourceGroupName: context.resourceGroupName,
        serviceName: known(context.names.apiCenter, service),
        workspaceName: known(WORKSPACE, service),
        environmentName: ENVIRONMENT,
        title: "Gateway",
        kind: context.settings.environment === "prod" ? "production" : "development",
        server: { type: "Azure API Management", managementPortalUri: [args.baseUrl] },
      },
      { parent: this },
    );
    this.serviceName = known(context.names.apiCenter, service);
    this.workspaceName = known(WORKSPACE, service);
    this.environmentId = known(`/workspaces/${WORKSPACE}/environments/${ENVIRONMENT}`, environment);
    this.registerOutputs({});
  }
}

export interface RegistrationArgs {
  readonly platform: Platform;
  readonly server: ServerSettings;
  /** Where clients find the server. */
  readonly url: string;
}

/** A server's entry in the register: what it is, who answers for it, which image, where it runs. */
export class Registration extends pulumi.ComponentResource {
  constructor(name: string, args: RegistrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulwark:governance:Registration", name, {}, opts);
    const { platform, server } = args;
    const { context, register } = platform;
    const place = {
      resourceGroupName: context.resourceGroupName,
      serviceName: register.serviceName,
      workspaceName: register.workspaceName,
    };
    const api = new apicenter.Api(
      server.name,
      {
        ...place,
        apiName: server.name,
        title: server.title,
        // The API version that this provider sends knows no kind for MCP; the description and contacts say it.
        kind: "rest",
        summary: "Model Context Protocol server",
        description: [
          `Model Context Protocol server, ${server.dataClass} data.`,
          `Approved by ${server.approvedBy}, to be reviewed by ${server.reviewDate}.`,
          `Image ${server.image.repository}@${server.image.digest}.`,
        ].join(" "),
        contacts: [{ name: server.title, email: server.owner }],
      },
      { parent: this },
    );
    const apiName = known(server.name, api);
    const [protocol] = server.protocols;
    const version = `v${protocol}`;
    const apiVersion = new apicenter.ApiVersion(
      server.name,
      {
        ...place,
        apiName,
        versionName: version,
        title: `MCP ${protocol}`,
        lifecycleStage: context.settings.environment === "prod" ? "production" : "development",
      },
      { parent: this },
    );
    new apicenter.Deployment(
      server.name,
      {
        ...place,
        apiName,
        deploymentName: "gateway",
        title: server.title,
        environmentId: register.environmentId,
        state: "active",
        server: { runtimeUri: [args.url] },
      },
      { parent: this, dependsOn: [apiVersion] },
    );
    this.registerOutputs({});
  }
}
