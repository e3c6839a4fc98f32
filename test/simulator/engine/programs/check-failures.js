const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { Vault } = require("@pulumi/azure-native/keyvault");
const { Registry } = require("@pulumi/azure-native/containerregistry");

new ResourceGroup("group", { resourceGroupName: "rg", tags: "none" });
new Vault("vault", {
  resourceGroupName: "rg",
  vaultName: "no_underscores",
  properties: { tenantId: 7, sku: { family: "A", name: "standard" } },
});
new Registry("registry", { resourceGroupName: "rg", registryName: "abc", sku: {} });
