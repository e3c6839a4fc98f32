/**
 * What comes with another resource, unasked. API Center makes its only workspace by itself, and azure-native has no default
 * state for it, so it refuses to create it. Source: a template that registers an API in the `existing` workspace of the
 * service which it makes (justinyoo/APICenter-Analyzer, infra/app/api-center.bicep).
 */
import type { Behaviour } from "./cloud";
import { isOfType } from "./ids";

const CHILDREN: readonly { readonly of: string; readonly type: string; readonly place: string }[] = [
  { of: "Microsoft.ApiCenter/services", type: "Microsoft.ApiCenter/services/workspaces", place: "workspaces/default" },
];

export const madeByService: Behaviour = {
  follow: (change, cloud) => {
    if (change.operation !== "create") {
      return;
    }
    const { id } = change.resource;
    CHILDREN.filter(({ of }) => isOfType(id, of)).forEach(({ type, place }) => {
      const child = `${id}/${place}`;
      cloud.live.write(child, { id: child, type, properties: {} });
    });
  },
};
