const pulumi = require("@pulumi/pulumi");

new pulumi.CustomResource("tls:index/privateKey:PrivateKey", "key", { algorithm: "ED25519" });
