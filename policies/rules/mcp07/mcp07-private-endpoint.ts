import { isList } from "../../../plan/values";
import type { PlanResource } from "../../../plan/format";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const ENDPOINT = "azure-native:network:PrivateEndpoint";
const ZONE_GROUP = "azure-native:network:PrivateDnsZoneGroup";
const ORIGIN = "azure-native:cdn:AFDOrigin";

/** Where a closed service says that it is closed, and which part of it an endpoint must name. Source: Microsoft Learn, "Azure Private Endpoint private DNS zone values". */
const SERVICES: readonly { readonly type: string; readonly closedAt: string; readonly group: string }[] = [
  { type: "azure-native:keyvault:Vault", closedAt: "properties.publicNetworkAccess", group: "vault" },
  { type: "azure-native:containerregistry:Registry", closedAt: "publicNetworkAccess", group: "registry" },
  { type: "azure-native:cognitiveservices:Account", closedAt: "properties.publicNetworkAccess", group: "account" },
  { type: "azure-native:app:ManagedEnvironment", closedAt: "publicNetworkAccess", group: "managedEnvironments" },
  { type: "azure-native:apimanagement:ApiManagementService", closedAt: "publicNetworkAccess", group: "Gateway" },
];

export const rule: Rule = {
  name: "mcp07-private-endpoint",
  control: "MCP07-5",
  title: "Every closed service can be reached by a private endpoint",
  why: "A closed service without one gets opened again in a hurry, on the day it is needed.",
  severity: "medium",
  remedy:
    "Plan a PrivateEndpoint with the service's id in privateLinkServiceConnections (not the manual ones, which wait for approval) and a PrivateDnsZoneGroup for it.",
  stack: {
    types: SERVICES.map(({ type }) => type),
    judge: (stack) => {
      for (const { type, closedAt, group } of SERVICES) {
        for (const service of stack.places(type)) {
          const closed = service.at(closedAt);
          if (typeof closed.value === "string" && closed.value.toLowerCase() === "disabled") {
            judgeService(stack, service, group);
          }
        }
      }
    },
  },
};

function judgeService(stack: StackUnderJudgement, service: Place, group: string): void {
  const endpoints = stack.places(ENDPOINT).filter((endpoint) => reaches(stack, endpoint, service.resource, group));
  if (endpoints.length === 0) {
    if (!isFrontDoorOrigin(stack, service.resource)) {
      service.wrong(
        `it is closed, and no private endpoint of this stack leads to its ${group}: plan one, approved by the deployment itself.`,
      );
    }
    return;
  }
  for (const endpoint of endpoints) {
    const name = endpoint.at("privateEndpointName").value;
    const zones = stack.places(ZONE_GROUP).filter((zone) => zone.at("privateEndpointName").value === name);
    if (!zones.some((zone) => isList(zone.at("privateDnsZoneConfigs").value))) {
      endpoint.wrong(
        "it has no PrivateDnsZoneGroup, so the service's name still leads to its public address: add one.",
      );
    }
  }
}

function reaches(stack: StackUnderJudgement, endpoint: Place, service: PlanResource, group: string): boolean {
  return endpoint
    .at("privateLinkServiceConnections")
    .items("what a private endpoint leads to must be known")
    .some((connection) => {
      const id = connection.at("privateLinkServiceId");
      const groups = connection.at("groupIds").items("what a private endpoint leads to must be known");
      return (
        !id.isHidden("what a private endpoint leads to must be known") &&
        stack.view.byArmId(id.value) === service &&
        groups.some((item) => typeof item.value === "string" && item.value.toLowerCase() === group.toLowerCase())
      );
    });
}

/** Front Door Premium brings a private endpoint of its own. */
function isFrontDoorOrigin(stack: StackUnderJudgement, service: PlanResource): boolean {
  return stack
    .places(ORIGIN)
    .some((origin) => stack.view.byArmId(origin.at("sharedPrivateLinkResource.privateLink.id").value) === service);
}
