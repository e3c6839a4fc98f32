const { ResourceGroup } = require("@pulumi/azure-native/resources");

new ResourceGroup("group", { resourceGroupName: "rg" });

function readTheSettings() {
  throw new Error("no servers");
}
readTheSettings();
