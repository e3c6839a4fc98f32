/**
 * API Management refuses a policy that refers to a `{{named value}}` which is not there. Source: the repository
 * Azure/bicep-registry-modules, issue 7198 (`ValidationError`, "Cannot find a property").
 */
import { asText } from "../property";
import type { Behaviour } from "./cloud";
import { isOfType, placeOf } from "./ids";
import { Refusal } from "./refusal";

const SERVICE = "Microsoft.ApiManagement/service";
const DOCUMENTS = ["policies", "policyFragments", "apis/policies", "apis/operations/policies", "products/policies"];

export const namedValues: Behaviour = {
  refuse: (change, cloud) => {
    const { id, properties } = change.resource;
    const document = asText(properties.value);
    if (
      change.operation === "delete" ||
      document === undefined ||
      !DOCUMENTS.some((kind) => isOfType(id, `${SERVICE}/${kind}`))
    ) {
      return;
    }
    const service = serviceOf(id);
    if (!cloud.live.read(service)) {
      return;
    }
    const there = new Set(
      cloud.live.below(`${service}/namedValues`).map(({ id: value, properties: shown }) => {
        return asText(shown.displayName) ?? placeOf(value).name;
      }),
    );
    const missing = [
      ...new Set([...document.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = ""]) => name.trim())),
    ].filter((name) => !there.has(name));
    if (missing.length > 0) {
      throw new Refusal(400, "ValidationError", `Cannot find a property '${missing.join("', '")}'`);
    }
  },
};

function serviceOf(id: string): string {
  return /^.*\/Microsoft\.ApiManagement\/service\/[^/]+/i.exec(id)?.[0] ?? id;
}
