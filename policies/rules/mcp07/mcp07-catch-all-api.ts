import { serviceOf } from "../../../plan/policy-resource";
import { child } from "../../../plan/policy-document";
import { alwaysAnswers, flowThrough, type Step } from "../../../plan/policy-flow";
import { API, routesOfApi, type JudgedRoute } from "../../framework/routes";
import type { Place } from "../../framework/place";
import type { Rule } from "../../framework/rule";

const SERVICE = "azure-native:apimanagement:ApiManagementService";
/** Methods that an attacker may try. */
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
const RECORDS: ReadonlySet<string> = new Set(["trace", "log-to-eventhub"]);

export const rule: Rule = {
  name: "mcp07-catch-all-api",
  control: "MCP07-4",
  title: "Every address that is no server's is recorded and answered 404",
  why: "An address that matches no API runs no policy: somebody who searches the gateway for a way in leaves no record.",
  severity: "medium",
  remedy:
    'Plan an Api with path "" and an operation /* for each method, whose policy writes a trace and answers 404 with return-response.',
  stack: {
    types: [SERVICE],
    judge: (stack) => {
      for (const service of stack.places(SERVICE)) {
        const apis = stack.places(API).filter((api) => isCatchAllOf(service, api));
        const routes = apis
          .flatMap((api) => routesOfApi(stack, api.resource))
          .filter(({ route }) => route.path === "*");
        judgeRoutes(service, routes);
      }
    },
  },
};

function isCatchAllOf(service: Place, api: Place): boolean {
  const path = api.at("path").value;
  return serviceOf(api.resource) === serviceOf(service.resource) && (path === "" || path === "/");
}

function judgeRoutes(service: Place, routes: readonly JudgedRoute[]): void {
  const missing = METHODS.filter((method) => !routes.some(({ route }) => route.method === method));
  if (missing.length > 0) {
    service.wrong(
      `it has no catch-all for ${missing.join(", ")}: plan an Api with path "" and an operation /* for each method.`,
    );
  }
  for (const { place, policy, decide } of routes) {
    if (!alwaysAnswers(policy.sections.inbound, decide)) {
      place.wrong("it forwards requests that belong to no server: answer with return-response.");
      continue;
    }
    const answers: { recorded: boolean; step: Step }[] = [];
    flowThrough(policy.sections.inbound, false, {
      decide,
      step: (recorded, step) => recorded || RECORDS.has(step.name),
      join: (one, other) => one && other,
      answered: (recorded, step) => answers.push({ recorded, step }),
    });
    if (answers.some(({ recorded }) => !recorded)) {
      place.wrong("it answers without a record: write a trace before return-response.");
    }
    if (answers.some(({ step }) => child(step, "set-status")?.attributes.code !== "404")) {
      place.wrong("it answers with another status than 404, which tells a searcher what exists: write 404.");
    }
  }
}
