/** One policy of each kind and level, over what the second program plans. */
import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";

const remedied: ResourceValidationPolicy = {
  name: "groups-are-tagged",
  description: "Every resource group says by whom it is remedied.",
  enforcementLevel: "remediate",
  remediateResource: ({ type, props }) =>
    type === "azure-native:resources:ResourceGroup"
      ? { ...props, tags: { ...(props.tags as object | undefined), remedied: "by the pack" } }
      : undefined,
};

const advised: ResourceValidationPolicy = {
  name: "advice-on-everything",
  description: "Says of every resource that it was looked at, and with which options.",
  enforcementLevel: "advisory",
  severity: "low",
  validateResource: ({ type, name, opts, provider }, report) => {
    report(
      `${type} ${name} protect=${String(opts.protect)} aliases=${String(opts.aliases.length)} of ${provider?.name ?? "none"}`,
    );
  },
};

const mandatory: ResourceValidationPolicy = {
  name: "no-plain-principal",
  description: "A principal's description is not plain.",
  enforcementLevel: "mandatory",
  severity: "high",
  validateResource: ({ type, props }, report) => {
    if (type === "azuread:index/servicePrincipal:ServicePrincipal" && props.description === "plain output") {
      report(`The description is '${String(props.description)}'.`);
    }
  },
};

const blind: ResourceValidationPolicy = {
  name: "reads-an-unknown",
  description: "Looks at what preview cannot know, and so becomes advice.",
  enforcementLevel: "mandatory",
  validateResource: ({ type, props }, report) => {
    if (type === "azure-native:authorization:RoleAssignment" && String(props.principalId).length < 1000) {
      report("The principal is named.");
    }
  },
};

const narrow: ResourceValidationPolicy = {
  name: "for-networks-only",
  description: "Does not apply to most.",
  enforcementLevel: "mandatory",
  validateResource: (resource) => {
    if (resource.type !== "azure-native:network:VirtualNetwork") {
      resource.notApplicable("not a network");
    }
  },
};

const whole: StackValidationPolicy = {
  name: "whole-stack",
  description: "Counts and follows references.",
  enforcementLevel: "mandatory",
  validateStack: ({ resources }, report) => {
    for (const { urn, name, parent, dependencies, propertyDependencies } of resources) {
      const through = Object.entries(propertyDependencies)
        .map(
          ([property, on]) =>
            `${property}:${on
              .map((one) => one.name)
              .sort()
              .join("+")}`,
        )
        .sort();
      const on = dependencies.map((one) => one.name).sort();
      report(`${name} below ${parent?.name ?? "nothing"} needs ${on.join(",")} through ${through.join(",")}`, urn);
    }
    report(`${String(resources.length)} resources`);
  },
};

new PolicyPack("second", { policies: [remedied, advised, mandatory, blind, narrow, whole] });
