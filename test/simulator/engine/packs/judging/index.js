const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

new PolicyPack("judging", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "group-has-owner",
      displayName: "Groups have an owner",
      description: "A resource group without an owner is nobody's.",
      severity: "high",
      tags: ["groups"],
      url: "https://example.com/owner",
      remediationSteps: "Add the tag 'owner'.",
      framework: { name: "House rules", version: "1", reference: "G-1", specification: "Owners" },
      configSchema: { properties: { tag: { type: "string", default: "owner" }, places: { type: "array" } } },
      validateResource: (args, reportViolation) => {
        if (args.type !== "azure-native:resources:ResourceGroup") {
          args.notApplicable("not a resource group");
        }
        const { tag } = args.getConfig();
        if (!args.props.tags?.[tag]) {
          reportViolation(`no tag '${tag}'`);
        }
      },
    },
    {
      name: "group-is-known",
      description: "Group names are known.",
      validateResource: validateResourceOfType(ResourceGroup, (group, _args, reportViolation) => {
        if (group.resourceGroupName.startsWith("bad")) {
          reportViolation("bad name");
        }
      }),
    },
    {
      name: "group-protected",
      description: "Groups are protected.",
      enforcementLevel: "advisory",
      validateResource: validateResourceOfType(ResourceGroup, (_group, args, reportViolation) => {
        if (!args.opts.protect) {
          reportViolation(
            `not protected; parent ${args.opts.parent.split("::").pop()}; provider ${args.provider.props.location}`,
          );
        }
      }),
    },
    {
      name: "stack-has-two-groups",
      description: "No more than two groups.",
      validateStack: ({ resources }, reportViolation) => {
        const groups = resources.filter(({ type }) => type === "azure-native:resources:ResourceGroup");
        if (groups.length > 2) {
          reportViolation(`${groups.length} groups`, groups[0].urn);
        }
      },
    },
  ],
});
