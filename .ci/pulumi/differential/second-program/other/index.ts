import * as pulumi from "@pulumi/pulumi";

/** An output as it is. */
export const plain = "plain output";
/** An output that is a secret. */
export const hidden = pulumi.secret("hidden output");
