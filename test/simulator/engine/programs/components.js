const pulumi = require("@pulumi/pulumi");
const { VirtualNetwork, Subnet } = require("@pulumi/azure-native/network");
const { ResourceGroup } = require("@pulumi/azure-native/resources");

class Network extends pulumi.ComponentResource {
  constructor(name, args, options) {
    super("fixtures:index:Network", name, args, options);
    const names = { resourceGroupName: "rg", virtualNetworkName: "network" };
    this.network = new VirtualNetwork(
      "network",
      { ...names, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
      { parent: this },
    );
    const knownId = this.network.urn.apply(() => "/known/network");
    this.subnet = new Subnet(
      "apps",
      { ...names, subnetName: "apps", addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: knownId } },
      { parent: this, protect: false, customTimeouts: { create: "1h30m", delete: "90s" } },
    );
    this.registerOutputs({ space: "10.0.0.0/16", id: this.network.id });
  }
}

const group = new ResourceGroup("group", { resourceGroupName: "rg", location: "swedencentral" });
const network = new Network(
  "outer",
  {},
  { protect: true, retainOnDelete: true, deletedWith: group, dependsOn: [group] },
);
exports.id = network.network.id;
exports.size = new pulumi.Config().requireNumber("size");
exports.servers = new pulumi.Config().requireObject("servers");
