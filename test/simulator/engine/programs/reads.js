const { ResourceGroup } = require("@pulumi/azure-native/resources");

const existing = ResourceGroup.get(
  "existing",
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/hub",
);
new ResourceGroup("child", { resourceGroupName: "child", managedBy: existing.id });
exports.id = existing.id;
