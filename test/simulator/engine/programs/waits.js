const { ResourceGroup } = require("@pulumi/azure-native/resources");

new ResourceGroup("group", { resourceGroupName: "rg" });
setTimeout(() => undefined, 600_000);
