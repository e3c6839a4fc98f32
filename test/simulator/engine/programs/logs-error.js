const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

new ResourceGroup("group", { resourceGroupName: "rg" });
pulumi.log.error("no server has an owner");
