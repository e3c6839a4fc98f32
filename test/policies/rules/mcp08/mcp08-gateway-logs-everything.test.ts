import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp08/mcp08-gateway-logs-everything";
import { describeRule } from "../../cases";
import { adding, changed, part, stack, without } from "../../fixture";
import { urnOf, withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    { when: "nothing takes the traces", stack: without("diagnostic"), says: /no service-level Diagnostic/ },
    {
      when: "only the gateway's own log is kept",
      stack: changed("diagnostic", "diagnosticId", "azuremonitor"),
      says: /traces and audit records go nowhere/,
    },
    {
      when: "requests are sampled",
      stack: changed("diagnostic", "sampling.percentage", 50),
      says: /sampling.percentage is 50: write 100/,
    },
    {
      when: "audit records are below the verbosity",
      stack: changed("diagnostic", "verbosity", "error"),
      says: /write information/,
    },
    { when: "the logger is not planned", stack: without("logger"), says: /write the id of a Logger/ },
    {
      when: "one API is laxer",
      stack: adding(
        withInput(
          {
            ...part("diagnostic"),
            type: "azure-native:apimanagement:ApiDiagnostic",
            urn: urnOf("azure-native:apimanagement:ApiDiagnostic", "trails"),
          },
          "sampling.percentage",
          1,
        ),
      ),
      says: /write 100/,
    },
    {
      when: "Application Insights samples what arrives",
      stack: changed("insights", "samplingPercentage", 10),
      says: /samplingPercentage is 10: leave it out or write 100/,
    },
    {
      when: "the sampling is unknown",
      stack: changed("diagnostic", "sampling", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "everything", stack: stack() }],
});
