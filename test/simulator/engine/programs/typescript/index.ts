import * as pulumi from "@pulumi/pulumi";
import { ResourceGroup } from "@pulumi/azure-native/resources";

const names: readonly string[] = ["one", "two"];
const groups = names.map((name) => new ResourceGroup(name, { resourceGroupName: name }));

export const locations: pulumi.Output<string[]> = pulumi.all(groups.map(({ location }) => location));
