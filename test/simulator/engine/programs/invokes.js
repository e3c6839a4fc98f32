const { getClientConfig, getClientConfigOutput } = require("@pulumi/azure-native/authorization");
const azuread = require("@pulumi/azuread");

exports.azure = getClientConfigOutput();
exports.tenant = getClientConfig().then(({ tenantId }) => tenantId);
exports.directory = azuread.getClientConfigOutput().tenantId;
