import type { Plan } from "../../plan/format";
import { normalizeType } from "../../plan/type-token";
import type { UnknownLeaf } from "../../plan/unknowns";

const APPLICATION = "azuread:index/application:Application";
const PRE_AUTHORIZED = "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized";

/**
 * Which of several resources gives a value. A plan names dependencies for a whole top-level property, and a container
 * app's gate holds more than one id there: its own application's (client id and audience) and its caller's.
 *
 * @param candidates URNs of the resources that the table allows and the property depends on
 * @returns undefined where nothing in the plan decides
 */
export function choose(unknown: UnknownLeaf, candidates: readonly string[], plan: Plan): string | undefined {
  const [first, ...others] = [...new Set(candidates)];
  if (others.length === 0) {
    return first;
  }
  const types = new Map(plan.deployment.resources.map(({ urn, type }) => [urn, normalizeType(type)]));
  const applications = candidates.filter((urn) => types.get(urn) === APPLICATION);
  const pair = preAuthorizations(plan).find(
    ({ resource, caller }) => applications.includes(resource) && applications.includes(caller),
  );
  if (!unknown.path.includes("allowedApplications")) {
    return applications.length === 1 ? applications[0] : pair?.resource;
  }
  // The caller is never the application itself, so an identity among the candidates is it.
  const identities = candidates.filter((urn) => types.get(urn) !== APPLICATION);
  return pair?.caller ?? (identities.length === 1 ? identities[0] : undefined);
}

/** Which application lets which call it without asking the user: the second of a pair names the first. */
function preAuthorizations(plan: Plan): readonly { readonly resource: string; readonly caller: string }[] {
  const applications = new Set(
    plan.deployment.resources.filter(({ type }) => normalizeType(type) === APPLICATION).map(({ urn }) => urn),
  );
  return plan.deployment.resources
    .filter(({ type }) => normalizeType(type) === PRE_AUTHORIZED)
    .flatMap(({ propertyDependencies }) => {
      const resource = propertyDependencies?.applicationId?.find((urn) => applications.has(urn));
      const caller = propertyDependencies?.authorizedClientId?.find((urn) => applications.has(urn));
      return resource === undefined || caller === undefined ? [] : [{ resource, caller }];
    });
}
