const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { Vault } = require("@pulumi/azure-native/keyvault");

const group = new ResourceGroup("group", { resourceGroupName: "rg", location: "swedencentral" });
const vault = new Vault("vault", {
  resourceGroupName: "rg",
  vaultName: "vault",
  properties: { tenantId: "11111111-1111-4111-8111-111111111111", sku: { family: "A", name: "standard" } },
});
new ResourceGroup("leaf", {
  resourceGroupName: "leaf",
  tags: { unknown: group.id, known: group.location, text: pulumi.interpolate`see ${group.id}` },
});
exports.name = group.name;
exports.location = group.location;
exports.vaultUri = vault.properties.vaultUri;
exports.tenant = vault.properties.tenantId;
