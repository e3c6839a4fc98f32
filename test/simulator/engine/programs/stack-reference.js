const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

const hub = new pulumi.StackReference("organization/hub/prod");
new ResourceGroup("group", { resourceGroupName: hub.getOutput("groupName"), location: hub.getOutput("location") });
exports.password = hub.getOutput("password");
