import { serviceOf } from "../../../plan/policy-resource";
import { is, isOneOf } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const SERVICE = "azure-native:apimanagement:ApiManagementService";
const DIAGNOSTIC = "azure-native:apimanagement:Diagnostic";
const API_DIAGNOSTIC = "azure-native:apimanagement:ApiDiagnostic";
const COMPONENT = "azure-native:applicationinsights:Component";
const LOGGER = "azure-native:apimanagement:Logger";

export const rule: Rule = {
  name: "mcp08-gateway-logs-everything",
  control: "MCP08-2",
  title: "The gateway records every request, and drops no audit record",
  why: "Sampling and a verbosity above the audit records' level throw decisions away; an attacker needs only luck to leave no trace.",
  severity: "high",
  remedy:
    "Plan a Diagnostic at the service with a loggerId of this stack, sampling 100, verbosity information and alwaysLog allErrors; no ApiDiagnostic may be laxer.",
  stack: {
    types: [SERVICE, API_DIAGNOSTIC, COMPONENT],
    judge: (stack) => {
      for (const service of stack.places(SERVICE)) {
        const own = stack
          .places(DIAGNOSTIC)
          .filter((diagnostic) => serviceOf(diagnostic.resource) === serviceOf(service.resource));
        // Audit records are traces, and only Application Insights takes traces.
        const traces = own.filter(({ resource }) => resource.inputs?.diagnosticId === "applicationinsights");
        if (traces.length === 0) {
          service.wrong(
            "it has no service-level Diagnostic named applicationinsights, so traces and audit records go nowhere: plan one with sampling 100 and verbosity information.",
          );
        }
        own.forEach((diagnostic) => {
          judgeDiagnostic(stack, diagnostic);
        });
      }
      for (const component of stack.places(COMPONENT)) {
        component
          .at("samplingPercentage")
          .must(
            (value) => value === undefined || value === 100,
            "leave it out or write 100: what is sampled away on arrival is lost",
          );
      }
      stack.places(API_DIAGNOSTIC).forEach((diagnostic) => {
        judgeDiagnostic(stack, diagnostic);
      });
    },
  },
};

function judgeDiagnostic(stack: StackUnderJudgement, diagnostic: Place): void {
  const logger = diagnostic.at("loggerId");
  if (!logger.isHidden("where requests are logged must be known") && !isPlannedLogger(stack, logger.value)) {
    logger.violation("write the id of a Logger of this stack");
  }
  diagnostic.at("sampling.percentage").must(is(100), "write 100");
  diagnostic
    .at("verbosity")
    .must(isOneOf("information", "verbose"), "write information: traces below the verbosity are dropped");
  diagnostic.at("alwaysLog").must(is("allErrors"), "write allErrors");
}

function isPlannedLogger(stack: StackUnderJudgement, id: unknown): boolean {
  const logger = stack.view.byArmId(id);
  return logger !== undefined && stack.view.ofType(LOGGER).includes(logger);
}
