/**
 * API Management cannot be created closed, and is closed later only once an approved private connection leads to it.
 * Sources: a lab's template and Azure/azure-rest-api-specs issue 24947, where the service's team says both and quotes the
 * second answer; hashicorp/terraform-provider-azurerm issue 21506 quotes the first (older services answer `NotSupported`
 * there too).
 */
import type { Behaviour } from "./cloud";
import { isOfType } from "./ids";
import { hasApprovedConnection } from "./private-links";
import { Refusal } from "./refusal";

export const gatewayAccess: Behaviour = {
  refuse: (change, cloud) => {
    const { id, properties } = change.resource;
    if (
      change.operation === "delete" ||
      !isOfType(id, "Microsoft.ApiManagement/service") ||
      properties.publicNetworkAccess !== "Disabled"
    ) {
      return;
    }
    if (change.operation === "create") {
      throw new Refusal(
        400,
        "ActivateServiceWithPrivateEndpointAccessNotAllowed",
        `Blocking all public network access by setting property \`publicNetworkAccess\` of API Management service ${id} ` +
          "is not enabled during service creation.",
      );
    }
    if (change.before?.properties.publicNetworkAccess !== "Disabled" && !hasApprovedConnection(id, cloud)) {
      throw new Refusal(
        400,
        "NotSupported",
        `Disabling all \`publicNetworkAccess\` for service: ${id} is not supported if the service does not have at least ` +
          "one approved Private Endpoint Connection.",
      );
    }
  },
};
