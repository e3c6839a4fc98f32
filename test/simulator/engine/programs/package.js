const pulumi = require("@pulumi/pulumi");

const parameters = Buffer.from(JSON.stringify({ module: "apimanagement", version: "2025-09-01-preview" }));
const reference = pulumi.runtime.registerPackage({
  baseProviderName: "azure-native",
  baseProviderVersion: "3.28.0",
  packageName: "azure-native_apimanagement_v20250901preview",
  packageVersion: "3.28.0",
  baseProviderDownloadUrl: "",
  base64Parameter: parameters.toString("base64"),
});
class Api extends pulumi.CustomResource {
  constructor(name, args) {
    super("azure-native_apimanagement_v20250901preview:apimanagement:Api", name, args, {}, false, reference);
  }
}
new Api("tools", {
  resourceGroupName: "rg",
  serviceName: "gateway",
  apiId: "tools",
  path: "tools",
  displayName: "Tools",
});
