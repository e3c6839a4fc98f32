const pulumi = require("@pulumi/pulumi");

new pulumi.ComponentResource("azure-native:index:Landing", "zone", {}, {}, true);
