import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-private-endpoint";
import { describeRule } from "../../cases";
import { changed, part, stack, without } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "no endpoint leads to the vault",
      stack: without("vaultEndpoint"),
      says: /no private endpoint of this stack leads to its vault/,
    },
    {
      when: "it leads to another part",
      stack: changed("vaultEndpoint", "privateLinkServiceConnections[0].groupIds", ["managedhsm"]),
      says: /leads to its vault/,
    },
    {
      when: "it waits for approval",
      stack: stack({
        vaultEndpoint: withInput(
          withInput(
            part("vaultEndpoint"),
            "manualPrivateLinkServiceConnections",
            part("vaultEndpoint").inputs?.privateLinkServiceConnections,
          ),
          "privateLinkServiceConnections",
          undefined,
        ),
      }),
      says: /approved by the deployment itself/,
    },
    {
      when: "names still lead to the public address",
      stack: without("registryZoneGroup"),
      says: /no PrivateDnsZoneGroup/,
    },
    {
      when: "what it leads to is unknown",
      stack: changed("vaultEndpoint", "privateLinkServiceConnections", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "one for each closed service", stack: stack() },
    {
      when: "ids in another case and subscription",
      stack: changed(
        "vaultEndpoint",
        "privateLinkServiceConnections[0].privateLinkServiceId",
        "/subscriptions/x/RESOURCEGROUPS/RG-TEST/providers/microsoft.keyvault/VAULTS/KV-TEST",
      ),
    },
  ],
});
