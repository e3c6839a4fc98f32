const { getVaultOutput } = require("@pulumi/azure-native/keyvault");

exports.vault = getVaultOutput({ resourceGroupName: "rg", vaultName: "v" }).id;
