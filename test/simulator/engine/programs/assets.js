const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

new ResourceGroup("group", {
  resourceGroupName: "rg",
  tags: {
    text: new pulumi.asset.StringAsset("hello"),
    bundle: new pulumi.asset.AssetArchive({ "a.txt": new pulumi.asset.StringAsset("a") }),
  },
});
