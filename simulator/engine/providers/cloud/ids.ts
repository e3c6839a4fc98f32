/** Reading ids of Azure Resource Manager, which are told apart without regard to case. */

/** A resource type and the place of one resource in its id. */
export interface Place {
  /** Such as `Microsoft.KeyVault/vaults`, or `Microsoft.Resources/resourceGroups`. */
  readonly type: string;
  readonly name: string;
  /** Id of what the resource is a child of, or an extension of; "" for what hangs on a subscription or tenant. */
  readonly parent: string;
  /** Is the resource attached to another that is not of its own namespace, as a lock or a role assignment is? */
  readonly extension: boolean;
}

/** Is an id the scope itself or below it? */
export function isWithin(id: string, scope: string): boolean {
  return sameId(id, scope) || id.toLowerCase().startsWith(`${scope.toLowerCase().replace(/\/$/, "")}/`);
}

export function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Is the place's resource of this type? */
export function isOfType(id: string, type: string): boolean {
  return placeOf(id).type.toLowerCase() === type.toLowerCase();
}

/** Id of the resource group that an id is in; nothing when it is in none. */
export function groupOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
}

export function placeOf(id: string): Place {
  const marker = id.toLowerCase().lastIndexOf("/providers/");
  if (marker < 0) {
    const name = id.slice(id.lastIndexOf("/") + 1);
    const type = sameId(groupOf(id) ?? "", id) ? "Microsoft.Resources/resourceGroups" : "";
    return { type, name, parent: "", extension: false };
  }
  const [namespace = "", ...segments] = id.slice(marker + "/providers/".length).split("/");
  const kinds = segments.filter((_segment, index) => index % 2 === 0);
  const scope = id.slice(0, marker);
  const nested = segments.length > 2;
  const aboveGroup = groupOf(scope) === undefined && !/\/providers\//i.test(scope);
  return {
    type: [namespace, ...kinds].join("/"),
    name: segments[segments.length - 1] ?? "",
    parent: nested ? id.split("/").slice(0, -2).join("/") : aboveGroup ? "" : scope,
    extension: !nested && /\/providers\//i.test(scope),
  };
}
