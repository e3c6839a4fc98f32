import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadIdentity } from "./identity/managed-identity";
import type { LayerContext } from "./stack-context";

/**
 * What a server needs of what is shared, as names and ids and no resource objects: so that a team's servers can one day
 * live in a stack of their own. Ids carry the dependency on what must stand before a server may use them.
 */
export interface Platform {
  readonly context: LayerContext;
  readonly registry: {
    /** Host name that images are pulled from. */
    readonly loginServer: string;
    /** ARM id of the identity that pulls them. */
    readonly pullIdentityId: pulumi.Input<string>;
  };
  readonly hosting: {
    /** ARM id of the Container Apps environment. */
    readonly environmentId: pulumi.Input<string>;
    /** Random domain that Azure gives the environment: unknown until it exists. */
    readonly defaultDomain: pulumi.Output<string>;
  };
  readonly gateway: {
    /** Name of the API Management service; carries its named values and its global policy. */
    readonly serviceName: pulumi.Input<string>;
    /** `https://host` under which clients reach the servers. */
    readonly baseUrl: string;
    readonly identity: WorkloadIdentity;
    /** `https://...` of Content Safety, which the gateway asks, without a slash at the end. */
    readonly contentSafetyEndpoint: string;
    /** `https://<name>.vault.azure.net`, where the gateway reads the key of sessions, without a slash at the end. */
    readonly vaultUri: string;
  };
  readonly register: {
    readonly serviceName: pulumi.Input<string>;
    readonly workspaceName: pulumi.Input<string>;
    /** API Center's own path of its environment, from the workspace down: not an ARM id. */
    readonly environmentId: pulumi.Input<string>;
  };
}
