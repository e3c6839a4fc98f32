const { getClientTokenOutput } = require("@pulumi/azure-native/authorization");

exports.token = getClientTokenOutput().token;
