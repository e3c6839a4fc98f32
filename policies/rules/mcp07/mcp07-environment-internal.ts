import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

const ENVIRONMENT = "azure-native:app:ManagedEnvironment";
const APP = "azure-native:app:ContainerApp";

export const rule: Rule = {
  name: "mcp07-environment-internal",
  control: "MCP07-5",
  title: "Container apps answer inside the network only",
  why: "An app with a public address is a road around the gateway and everything it checks.",
  severity: "critical",
  remedy:
    "Set vnetConfiguration.internal to true with an infrastructureSubnetId, and publicNetworkAccess to Disabled. Only in such an environment, planned in the same stack, may an app's ingress be external (there it means the network).",
  resource: {
    types: [ENVIRONMENT],
    judge: (environment) => {
      environment.at("vnetConfiguration.internal").must(is(true), "write true");
      environment.at("vnetConfiguration.infrastructureSubnetId").mustBePresent("name a subnet of your network");
      environment.at("publicNetworkAccess").must(is("Disabled"), "write Disabled");
    },
  },
  stack: {
    types: [APP],
    judge: (stack) => {
      for (const app of stack.places(APP)) {
        const external = app.at("configuration.ingress.external");
        if (external.isHidden("whether ingress is external must be known") || external.value !== true) {
          continue;
        }
        const id = [app.at("managedEnvironmentId"), app.at("environmentId")].find((place) => place.value !== undefined);
        if (id?.isHidden("which environment the app runs in decides what external means") === true) {
          continue;
        }
        const environment = stack.view.byArmId(id?.value);
        if (environment === undefined || stack.place(environment).at("vnetConfiguration.internal").value !== true) {
          external.violation(
            "in an environment that is not planned here as internal that is the internet; write false, or plan the environment with vnetConfiguration.internal true",
          );
        }
      }
    },
  },
};
