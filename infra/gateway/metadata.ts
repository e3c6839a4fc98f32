import type * as pulumi from "@pulumi/pulumi";
import * as apimanagement from "@pulumi/azure-native/apimanagement";
import { known } from "../known";
import { policyDocument } from "./policy-text";
import { reasonTable } from "./server-policy";

export interface MetadataApiArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly apiId: string;
  /** Path of the API, without a slash at the start. */
  readonly path: string;
  readonly displayName: string;
  /** The server that the document is about; empty where it is about all of them. */
  readonly server: string;
  /** What it gives out: JSON text. */
  readonly document: string;
  readonly parent: pulumi.Resource;
  readonly after: readonly pulumi.Resource[];
}

/** An API of one operation that gives one document out to anybody (docs/decisions/0005-metadata-apis-of-their-own.md). */
export function metadataApi(args: MetadataApiArgs): void {
  const { apiId, parent } = args;
  const place = { resourceGroupName: args.resourceGroupName, serviceName: args.serviceName };
  const api = new apimanagement.Api(
    apiId,
    {
      ...place,
      apiId,
      displayName: args.displayName,
      path: args.path,
      protocols: ["https"],
      subscriptionRequired: false,
    },
    { parent, dependsOn: [...args.after] },
  );
  const knownApi = known(apiId, api);
  const operation = new apimanagement.ApiOperation(
    apiId,
    { ...place, apiId: knownApi, operationId: "get", displayName: "Metadata", method: "GET", urlTemplate: "/" },
    { parent },
  );
  new apimanagement.ApiOperationPolicy(
    apiId,
    {
      ...place,
      apiId: knownApi,
      operationId: known("get", operation),
      policyId: "policy",
      format: "xml",
      value: policyDocument("metadata.xml", {
        server: args.server,
        document: args.document,
        reasons: reasonTable(),
      }),
    },
    { parent },
  );
}
