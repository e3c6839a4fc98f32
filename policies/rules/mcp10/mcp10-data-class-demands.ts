import { allSteps } from "../../../plan/policy-flow";
import { logicalName } from "../../../plan/urn";
import { forwardingRoutes, nameOf } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

const APP = "azure-native:app:ContainerApp";
/** Classes whose answers must be read and inspected before a client gets them. */
const INSPECTED: readonly string[] = ["confidential", "restricted"];

export const rule: Rule = {
  name: "mcp10-data-class-demands",
  control: "MCP10-1",
  title: "Answers with confidential data are never streamed past inspection",
  why: "A streamed answer cannot be inspected or redacted: a poisoned tool sends out what it should never have returned.",
  severity: "high",
  remedy:
    "Leave buffer-response at true in forward-request for servers with data-class confidential or restricted; a server without the tag counts as restricted.",
  stack: {
    types: [APP],
    judge: (stack) => {
      const routes = forwardingRoutes(stack);
      for (const app of stack.places(APP)) {
        const dataClass = stack.intent.dataClass(app);
        const server = app.at("tags").member("mcp-server").value;
        const own = routes.filter(({ route }) => route.api.inputs?.apiId === server);
        // Which API leads to an app without a name of its own cannot be told: then all of them may.
        for (const judged of own.length > 0 ? own : routes) {
          const steps = [...allSteps(judged.policy.sections.backend)];
          const streams = steps.some(
            (step) =>
              step.name === "forward-request" &&
              (step.attributes["buffer-response"] ?? "true").toLowerCase() !== "true",
          );
          if (streams && INSPECTED.includes(dataClass)) {
            judged.place.wrong(
              `${nameOf(judged)} streams answers of ${logicalName(app.resource.urn)}, whose data is ${dataClass}: write buffer-response="true".`,
            );
          }
        }
      }
    },
  },
};
