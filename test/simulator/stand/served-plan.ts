/** A plan whose gateway lets a token's holder through to the server, with policies of a few lines. */
import type { Plan, PlanResource } from "../../../plan/format";
import { approved, CLIENT, resource, SERVICE, serverPolicy, smallPlan, TENANT } from "../planned/small-plan";

const AUDIT = `<trace source="bulwark-audit" severity="information"><message>@(new JObject(new JProperty("decision", "allow"), new JProperty("user", ((Jwt)context.Variables["token"]).Claims.GetValueOrDefault("oid", ""))).ToString())</message></trace>`;

const INBOUND = `
    <validate-azure-ad-token tenant-id="${TENANT}" failed-validation-httpcode="401" output-token-variable-name="token">
      <client-application-ids><application-id>${CLIENT}</application-id></client-application-ids>
      <audiences><audience>{{trails-audience}}</audience></audiences>
    </validate-azure-ad-token>
    ${AUDIT}
    <set-backend-service backend-id="trails" />
    <rewrite-uri template="/mcp" copy-unmatched-params="false" />
    <authentication-managed-identity resource="api://${TENANT}/trails" client-id="{{gateway-client-id}}" />
`;

/** @param inbound elements of the server's inbound section, after its description */
export function servedPlan(inbound = INBOUND, ...changed: readonly PlanResource[]): Plan {
  const policy = serverPolicy(approved())
    .replace("<base />", "")
    .replace("</inbound></policies>", `${inbound}</inbound><backend><forward-request /></backend></policies>`);
  const identity = "urn:pulumi:dev::bulwark::azure-native:managedidentity:UserAssignedIdentity::gateway";
  return smallPlan(
    resource("azure-native:apimanagement:ApiManagementService", "gateway", { ...SERVICE, sku: { name: "StandardV2" } }),
    resource("azure-native:apimanagement:Policy", "global", {
      ...SERVICE,
      policyId: "policy",
      format: "xml",
      value: "<policies><inbound /><backend><forward-request /></backend><outbound /><on-error /></policies>",
    }),
    resource("azure-native:apimanagement:Diagnostic", "applicationinsights", {
      ...SERVICE,
      diagnosticId: "applicationinsights",
      verbosity: "information",
    }),
    resource("azure-native:apimanagement:Api", "trails", {
      ...SERVICE,
      apiId: "trails",
      displayName: "Trails",
      path: "trails/mcp",
      protocols: ["https"],
      subscriptionRequired: false,
    }),
    ...["POST", "GET", "DELETE"].map((method) =>
      resource("azure-native:apimanagement:ApiOperation", `trails-${method.toLowerCase()}`, {
        ...SERVICE,
        apiId: "trails",
        operationId: method.toLowerCase(),
        displayName: method,
        method,
        urlTemplate: "/",
      }),
    ),
    resource(
      "azure-native:apimanagement:NamedValue",
      "gateway-client-id",
      {
        ...SERVICE,
        namedValueId: "gateway-client-id",
        displayName: "gateway-client-id",
        secret: false,
        value: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      },
      { value: [identity] },
    ),
    resource(
      "azure-native:apimanagement:NamedValue",
      "trails-audience",
      {
        ...SERVICE,
        namedValueId: "trails-audience",
        displayName: "trails-audience",
        secret: false,
        value: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      },
      { value: ["urn:pulumi:dev::bulwark::azuread:index/application:Application::trails"] },
    ),
    resource("azure-native:apimanagement:ApiPolicy", "trails", {
      ...SERVICE,
      apiId: "trails",
      policyId: "policy",
      format: "xml",
      value: policy,
    }),
    ...changed,
  );
}
