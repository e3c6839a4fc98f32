const pulumi = require("@pulumi/pulumi");

throw new pulumi.RunError("bulwark:edge: found 'none', allowed in prod: frontDoor");
