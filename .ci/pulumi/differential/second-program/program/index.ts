/**
 * What Bulwark's own program has no need of: aliases, transforms, explicit providers, resources read and referenced,
 * secrets and unknowns in every place. It deploys nothing that makes sense.
 */
import * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import * as authorization from "@pulumi/azure-native/authorization";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as network from "@pulumi/azure-native/network";
import { Provider } from "@pulumi/azure-native/provider";
import * as resources from "@pulumi/azure-native/resources";
import { Area } from "./area";
import { fail } from "./failures";

const config = new pulumi.Config();

pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "azure-native:resources:ResourceGroup"
    ? { props: { ...props, tags: { ...(props.tags as object | undefined), transformed: "by the stack" } }, opts }
    : undefined,
);

const group = new resources.ResourceGroup(
  "group",
  { resourceGroupName: "second", tags: { owner: "platform@example.com" } },
  {
    protect: true,
    retainOnDelete: true,
    aliases: [{ name: "formerly" }, { type: "azure-native:resources/v20200101:ResourceGroup" }],
    customTimeouts: { create: "20m", delete: "1h" },
    additionalSecretOutputs: ["managedBy"],
  },
);

// A provider of another subscription, for one resource and, by inheritance, for a component's.
const elsewhere = new Provider("elsewhere", {
  subscriptionId: "33333333-3333-4333-8333-333333333333",
  tenantId: pulumi.secret("11111111-1111-4111-8111-111111111111"),
  location: "norwayeast",
});
new resources.ResourceGroup(
  "elsewhere",
  { resourceGroupName: "elsewhere" },
  { provider: elsewhere, deletedWith: group },
);
const area = new Area("area", { groupName: group.name }, { providers: [elsewhere], dependsOn: [group] });
const inner = new Area("inner", { groupName: group.name }, { parent: area, protect: true });

// Unknowns: whole, in a text, in a list, in an object, below a secret.
const identity = new managedidentity.UserAssignedIdentity("identity", {
  resourceGroupName: group.name,
  tags: { whole: group.id, inText: pulumi.interpolate`of ${group.id}`, plain: "known" },
});
new network.VirtualNetwork(
  "network",
  {
    resourceGroupName: "second",
    addressSpace: { addressPrefixes: ["10.0.0.0/16", identity.principalId] },
    tags: pulumi.secret({ id: identity.id, plain: "secret by its place" }),
  },
  { ignoreChanges: ["tags"], dependsOn: [inner] },
);
new authorization.RoleAssignment("assignment", {
  scope: group.id,
  principalId: identity.principalId,
  principalType: "ServicePrincipal",
  roleDefinitionId: pulumi.interpolate`${group.id}/providers/Microsoft.Authorization/roleDefinitions/reader`,
});

// Secrets: in an object, in a list, beside an unknown, and given to a provider that knows what secrets are.
const application = new azuread.Application("application", {
  displayName: "Second",
  tags: ["plain", pulumi.secret("hidden")],
  web: { homepageUrl: pulumi.secret("https://example.com"), redirectUris: ["https://example.com/callback"] },
  notes: pulumi.all([identity.clientId, pulumi.secret("hidden")]).apply(([id, hidden]) => `${id} ${hidden}`),
});

// What another stack exports, secret and plain.
const other = new pulumi.StackReference("organization/other/first");
new azuread.ServicePrincipal("principal", {
  clientId: application.clientId,
  description: other.getOutput("plain"),
  notes: other.requireOutput("hidden"),
  alternativeNames: [other.getOutput("absent").apply((value) => String(value ?? "none"))],
});

// A resource that exists already.
const existing = resources.ResourceGroup.get(
  "existing",
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/existing",
);
new managedidentity.UserAssignedIdentity("beside", { resourceGroupName: "existing" }, { dependsOn: [existing] });

fail(config.require("fails"), group);

/** Known, unknown and secret outputs of the stack. */
export const outputs = { known: "value", unknown: identity.principalId, hidden: pulumi.secret({ deep: [1, 2] }) };
