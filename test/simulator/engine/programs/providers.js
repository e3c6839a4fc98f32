const pulumi = require("@pulumi/pulumi");
const { Provider } = require("@pulumi/azure-native");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { getClientConfigOutput } = require("@pulumi/azure-native/authorization");
const { Application } = require("@pulumi/azuread");

const known = new Provider("known", { subscriptionId: "99999999-9999-4999-8999-999999999999", location: "westeurope" });
const application = new Application("application", { displayName: "application" });
const unknown = new Provider("unknown", { clientId: application.clientId });
new ResourceGroup("by-known", { resourceGroupName: "known" }, { provider: known });
const late = new ResourceGroup("by-unknown", { resourceGroupName: "unknown" }, { provider: unknown });
class Home extends pulumi.ComponentResource {
  constructor(name, options) {
    super("fixtures:index:Home", name, {}, options);
    new ResourceGroup("handed-down", { resourceGroupName: "down" }, { parent: this });
  }
}
new Home("home", { providers: { "azure-native": known } });
new ResourceGroup("by-default", { resourceGroupName: "default" });
exports.subscription = getClientConfigOutput({ provider: known }).subscriptionId;
exports.lateName = late.name;
