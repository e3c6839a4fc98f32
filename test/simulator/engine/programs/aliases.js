const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { Subnet } = require("@pulumi/azure-native/network");

new ResourceGroup(
  "group",
  { resourceGroupName: "rg" },
  {
    aliases: [{ name: "former" }, { parent: pulumi.rootStackResource }, "urn:pulumi:dev::fixtures::some:type:Was::old"],
  },
);
new Subnet("subnet", {
  resourceGroupName: "rg",
  virtualNetworkName: "v",
  subnetName: "s",
  addressPrefix: "10.0.0.0/24",
});
