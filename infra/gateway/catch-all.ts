import type * as pulumi from "@pulumi/pulumi";
import * as apimanagement from "@pulumi/azure-native/apimanagement";
import { known } from "../known";
import { CATCH_ALL } from "./apis";
import { policyDocument } from "./policy-text";
import { reasonTable } from "./server-policy";

/** Every verb: an address that matches no operation runs no policy, and so leaves no record. */
const VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"] as const;

export interface CatchAllArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
  readonly after: readonly pulumi.Resource[];
}

/** The API for every address that is no server's: it records and refuses (controls MCP07-4, MCP08-2). */
export function catchAllApi(args: CatchAllArgs): void {
  const { parent } = args;
  const place = { resourceGroupName: args.resourceGroupName, serviceName: args.serviceName };
  const api = new apimanagement.Api(
    CATCH_ALL,
    {
      ...place,
      apiId: CATCH_ALL,
      displayName: "Every other address",
      path: "",
      protocols: ["https"],
      subscriptionRequired: false,
    },
    { parent, dependsOn: [...args.after] },
  );
  const apiId = known(CATCH_ALL, api);
  // Writes to one API at a time: parallel ones are refused with PessimisticConcurrencyConflict.
  let previous: pulumi.Resource = api;
  for (const method of VERBS) {
    previous = new apimanagement.ApiOperation(
      `${CATCH_ALL}-${method.toLowerCase()}`,
      {
        ...place,
        apiId,
        operationId: method.toLowerCase(),
        displayName: method,
        method,
        urlTemplate: "/*",
      },
      { parent, dependsOn: [previous] },
    );
  }
  new apimanagement.ApiPolicy(
    CATCH_ALL,
    {
      ...place,
      apiId,
      policyId: "policy",
      format: "xml",
      value: policyDocument("catch-all.xml", { reasons: reasonTable() }),
    },
    { parent, dependsOn: [previous] },
  );
}
