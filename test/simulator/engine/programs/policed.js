const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

new ResourceGroup("tagged", { resourceGroupName: "tagged", tags: { owner: "a" } }, { protect: true });
const bare = new ResourceGroup("bare", { resourceGroupName: "bare" });
new ResourceGroup("hidden", { resourceGroupName: bare.name, tags: { owner: pulumi.secret("b") } });
exports.tags = bare.tags;
