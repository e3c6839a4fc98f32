const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { getClientConfigOutput } = require("@pulumi/azure-native/authorization");

const seen = [];
pulumi.runtime.registerResourceTransform(({ props, type, opts }) => {
  return type.endsWith(":ResourceGroup")
    ? { props: { ...props, tags: { ...props.tags, stack: "yes" } }, opts }
    : undefined;
});
pulumi.runtime.registerInvokeTransform((args) => {
  seen.push(args.token);
  return undefined;
});
class Home extends pulumi.ComponentResource {
  constructor(name, options) {
    super("fixtures:index:Home", name, {}, options);
    this.group = new ResourceGroup("group", { resourceGroupName: "rg", location: "a" }, { parent: this });
  }
}
const other = new ResourceGroup("other", { resourceGroupName: "other" });
const late = new ResourceGroup("late", { resourceGroupName: "late" });
new Home("home", {
  transforms: [
    ({ type, props, opts }) =>
      type.endsWith(":ResourceGroup")
        ? { props: { ...props, location: "changed" }, opts: pulumi.mergeOptions(opts, { protect: true }) }
        : undefined,
  ],
});
new ResourceGroup(
  "own",
  { resourceGroupName: "own", managedBy: other.urn },
  {
    transforms: [({ props, opts }) => ({ props: { ...props, location: "own" }, opts: { ...opts, dependsOn: [late] } })],
  },
);
exports.invoked = getClientConfigOutput().apply(() => seen);
