console.log("loading the pack");
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("prints", { policies: [] });
