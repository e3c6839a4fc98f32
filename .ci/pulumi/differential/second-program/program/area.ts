import * as pulumi from "@pulumi/pulumi";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as network from "@pulumi/azure-native/network";

/** What an area is made of. */
export interface AreaArgs {
  readonly groupName: pulumi.Input<string>;
}

/** A component that had another name once, transforms what it makes, and hands a child on as an output. */
export class Area extends pulumi.ComponentResource {
  readonly identityId: pulumi.Output<string>;

  constructor(name: string, args: AreaArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("second:index:Area", name, args, {
      ...options,
      aliases: [{ name: `${name}-formerly` }],
      transforms: [
        ({ type, props, opts }) =>
          type === "azure-native:managedidentity:UserAssignedIdentity"
            ? { props: { ...props, tags: { area: name } }, opts: pulumi.mergeOptions(opts, { protect: true }) }
            : undefined,
      ],
    });
    const identity = new managedidentity.UserAssignedIdentity(
      `${name}-identity`,
      { resourceGroupName: args.groupName },
      { parent: this, aliases: [{ parent: pulumi.rootStackResource }] },
    );
    new network.NetworkSecurityGroup(
      `${name}-rules`,
      { resourceGroupName: args.groupName, tags: { identity: identity.name } },
      { parent: this, deleteBeforeReplace: true, replaceOnChanges: ["location"], deletedWith: identity },
    );
    this.identityId = identity.id;
    this.registerOutputs({ identityId: this.identityId, known: "known", hidden: pulumi.secret("hidden") });
  }
}
