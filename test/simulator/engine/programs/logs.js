const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

const group = new ResourceGroup("group", { resourceGroupName: "rg" });
pulumi.log.warn("mind the gap", group);
pulumi.log.info("all is well");
pulumi.log.debug("inner life");
