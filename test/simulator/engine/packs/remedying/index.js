const { PolicyPack, remediateResourceOfType, validateResourceOfType } = require("@pulumi/policy");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

new PolicyPack("remedying", {
  enforcementLevel: "remediate",
  policies: [
    {
      name: "group-gets-owner",
      description: "Groups get an owner.",
      remediateResource: remediateResourceOfType(ResourceGroup, (group) => {
        return group.tags?.owner ? undefined : { ...group, tags: { ...group.tags, owner: "remedied" } };
      }),
      validateResource: validateResourceOfType(ResourceGroup, (group, _args, reportViolation) => {
        if (!group.tags?.owner || group.tags.owner === "a") {
          reportViolation("still no good owner");
        }
      }),
    },
  ],
});
