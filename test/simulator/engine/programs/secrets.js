const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { Vault } = require("@pulumi/azure-native/keyvault");
const azuread = require("@pulumi/azuread");

const password = new pulumi.Config().requireSecret("password");
const group = new ResourceGroup(
  "group",
  { resourceGroupName: "rg", tags: { plain: "seen", hidden: pulumi.secret("tag-secret") } },
  { additionalSecretOutputs: ["resourceGroupName", "location"] },
);
new Vault("vault", {
  resourceGroupName: "rg",
  vaultName: "vault",
  properties: pulumi.secret({
    tenantId: "11111111-1111-4111-8111-111111111111",
    sku: { family: "A", name: "standard" },
  }),
});
const application = new azuread.Application("application", {
  displayName: password,
  identifierUris: ["api://plain", pulumi.secret("api://uri-secret")],
});
new azuread.Application("fed", { displayName: application.displayName });
new ResourceGroup("list", { resourceGroupName: "list", managedBy: pulumi.secret(group.id) });
exports.password = password;
exports.tags = group.tags;
