const pulumi = require("@pulumi/pulumi");

new pulumi.CustomResource("random:index/randomId:RandomId", "id", { byteLength: 4 });
