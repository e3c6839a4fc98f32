import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/azure/azure-unknowns-permitted";
import { describeRule } from "../../cases";
import { changed, part, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "an unknown stands where the table names none",
      stack: changed("vault", "location", UNKNOWN),
      says: /^cannot be known in preview: location: no row of the table/,
    },
    {
      when: "a whole list is unknown where single items may be",
      stack: changed("gate", "identityProviders.azureActiveDirectory.validation.allowedAudiences", UNKNOWN),
      says: /allowedAudiences: no row/,
    },
    {
      when: "the value comes from nowhere that the table names",
      stack: stack({ audience: { ...part("audience"), propertyDependencies: {} } }),
      says: /^cannot be known in preview: value: its property depends on no/,
    },
    {
      when: "the value comes from another kind of resource",
      stack: stack({ backend: { ...part("backend"), propertyDependencies: { url: [part("vault").urn] } } }),
      says: /its property depends on no azure-native:app:ManagedEnvironment/,
    },
  ],
  compliance: [{ when: "the ids that only deployment gives", stack: stack() }],
});
