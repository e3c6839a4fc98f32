const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

const ran = [];
const hook = (name, onDryRun, action = ({ urn }) => ran.push(`${name} ${urn.split("::").pop()}`)) =>
  new pulumi.ResourceHook(name, (args) => void action(args), { onDryRun });
const before = hook("before", true);
const after = hook("after", true);
const never = hook("never", false);
const group = new ResourceGroup(
  "group",
  { resourceGroupName: "rg" },
  { hooks: { beforeCreate: [before, never], afterCreate: [after] } },
);
exports.ran = group.urn.apply(() => ran);
