/** A difference as the CLI is told of it. */
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyChange } from "./difference";
import type { Difference } from "./provider";

export function compared({ changed, replaces, deleteBeforeReplace, detailed }: Difference): DiffResponse {
  const response = new DiffResponse();
  response.setChanges(changed.length === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME);
  response.setDiffsList([...changed]);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  detailed.forEach((change, path) => {
    response.getDetaileddiffMap().set(path, wireChange(change, replaces.includes(path)));
  });
  return response;
}

const KINDS: Readonly<
  Record<PropertyChange["kind"], readonly [change: PropertyDiff.Kind, replacement: PropertyDiff.Kind]>
> = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
};

function wireChange({ kind }: PropertyChange, replaces: boolean): PropertyDiff {
  const change = new PropertyDiff();
  change.setKind(KINDS[kind][replaces ? 1 : 0]);
  // Of inputs with inputs: what the service answered is not part of it.
  change.setInputdiff(true);
  return change;
}
