const { ResourceGroup } = require("@pulumi/azure-native/resources");

new ResourceGroup("twice", { resourceGroupName: "one" });
new ResourceGroup("twice", { resourceGroupName: "two" });
new ResourceGroup("thrice", { resourceGroupName: "one" });
new ResourceGroup("thrice", { resourceGroupName: "two" });
