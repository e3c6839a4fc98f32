const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

const refuse = new pulumi.ResourceHook(
  "refuse",
  () => {
    throw new Error("the hook refuses");
  },
  { onDryRun: true },
);
new ResourceGroup("group", { resourceGroupName: "rg" }, { hooks: { beforeCreate: [refuse] } });
