import { serviceOf } from "../../../plan/policy-resource";
import { is } from "../../framework/accepts";
import { serverApis } from "../../framework/routes";
import type { Rule } from "../../framework/rule";

const SERVICE = "azure-native:apimanagement:ApiManagementService";

export const rule: Rule = {
  name: "mcp07-gateway-closed",
  control: "MCP07-5",
  title: "The gateway answers the internet only where it is the declared edge",
  why: "An open gateway behind a web application firewall is a way around that firewall.",
  severity: "high",
  remedy:
    "Set publicNetworkAccess to Disabled once the gateway has a private endpoint. Where it is the edge itself, say so by tag edge: none, with tag environment: dev or staging; never in prod.",
  configuration: { environment: true },
  stack: {
    types: [SERVICE],
    judge: (stack) => {
      const served = new Set(serverApis(stack).map((api) => serviceOf(api.resource)));
      for (const service of stack.places(SERVICE)) {
        const isEdge = stack.intent.edge(service) === "none" && stack.intent.environment(service) !== "prod";
        if (served.has(serviceOf(service.resource)) && !isEdge) {
          service
            .at("publicNetworkAccess")
            .must(
              is("Disabled"),
              "it serves servers and is no declared edge of a dev or staging environment: write Disabled",
            );
        }
      }
    },
  },
};
