/** Makes Pulumi policies of rules. */
import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { gatewayOf } from "../../plan/gateway";
import { normalizeType } from "../../plan/type-token";
import { Collection } from "./collection";
import { Intent } from "./intent";
import { Place } from "./place";
import { reportTo } from "./report";
import { frameworkOf, type Risk } from "./risks";
import type { Rule } from "./rule";

/** A Pulumi policy that may judge resources, the stack, or both. */
export type RulePolicy = Partial<ResourceValidationPolicy> & StackOrResource;
type StackOrResource = Omit<ResourceValidationPolicy, "validateResource"> & Partial<StackValidationPolicy>;

/** What a rule may read of the pack's configuration. */
const CONFIGURATION: PolicyConfigSchema["properties"] = {
  environment: {
    type: "string",
    enum: ["dev", "staging", "prod"],
    description: "What the environment is for, where resources carry no tag `environment`. Default: prod.",
  },
  registries: {
    type: "array",
    items: { type: "string" },
    description: "Host names of registries outside the stack that images may come from. Default: none.",
  },
};

/** Judges nothing; the resource phase shows it every resource all the same. */
const ONLY_LOOKS: NonNullable<Rule["resource"]> = { types: [], judge: () => undefined };

/**
 * The policies of one pack; they share what the resource phase shows. Any rule that judges resources sees them all; where
 * no rule does, the first one looks.
 */
export function policiesOf(rules: readonly Rule[]): RulePolicy[] {
  const collection = new Collection();
  const isSeen = rules.some((rule) => rule.resource !== undefined);
  return rules.map((rule, index) =>
    policyOf(isSeen || index > 0 ? rule : { ...rule, resource: ONLY_LOOKS }, collection),
  );
}

/** The risk that a rule stands against. */
export function riskOf(rule: Rule): Risk {
  return rule.name.slice(0, rule.name.indexOf("-")) as Risk;
}

function policyOf(rule: Rule, collection: Collection): RulePolicy {
  const framework = frameworkOf(riskOf(rule));
  return {
    name: rule.name,
    displayName: rule.title,
    description: rule.why,
    enforcementLevel: "mandatory",
    severity: rule.severity,
    remediationSteps: rule.remedy,
    tags: [rule.control],
    ...(framework === undefined ? {} : { framework }),
    ...(rule.configuration === undefined ? {} : { configSchema: { properties: configurationOf(rule.configuration) } }),
    ...(rule.resource === undefined ? {} : { validateResource: resourceValidation(rule.resource, collection) }),
    ...(rule.stack === undefined ? {} : { validateStack: stackValidation(rule.stack, collection) }),
  };
}

function configurationOf(names: NonNullable<Rule["configuration"]>): PolicyConfigSchema["properties"] {
  return Object.fromEntries(Object.entries(CONFIGURATION).filter(([name]) => name in names));
}

function resourceValidation(
  judgement: NonNullable<Rule["resource"]>,
  collection: Collection,
): NonNullable<ResourceValidationPolicy["validateResource"]> {
  const types = judgement.types === "all" ? undefined : new Set(judgement.types);
  return (args, reportViolation) => {
    const resource = collection.add(args);
    if (types?.has(normalizeType(args.type)) === false) {
      return;
    }
    const report = reportTo(sender(reportViolation));
    judgement.judge(Place.of(resource, report), new Intent(args.getConfig()));
  };
}

function stackValidation(
  judgement: NonNullable<Rule["stack"]>,
  collection: Collection,
): StackValidationPolicy["validateStack"] {
  return (args, reportViolation) => {
    const view = collection.viewOf(args.resources);
    if (judgement.types !== undefined && view.ofType(...judgement.types).length === 0) {
      args.notApplicable(`nothing to judge: the stack plans no ${judgement.types.map(shortType).join(", ")}`);
    }
    const report = reportTo(sender(reportViolation));
    const place = (resource: Parameters<typeof Place.of>[0]): Place => Place.of(resource, report);
    judgement.judge({
      view,
      gateway: gatewayOf(view),
      intent: new Intent(args.getConfig()),
      places: (...types) => view.ofType(...types).map(place),
      place,
    });
  };
}

function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/**
 * `@pulumi/policy` puts the description in front of a message given as text. Given as an object, as its server.js also
 * takes it (1.21.0, not in its declarations), the message stays as it is, and can begin with the text that tells an
 * unknown from a violation.
 */
function sender(reportViolation: ReportViolation): (urn: string, message: string) => void {
  const report = reportViolation as unknown as (violation: { message: string; urn: string }) => void;
  return (urn, message) => {
    report({ message, urn });
  };
}
