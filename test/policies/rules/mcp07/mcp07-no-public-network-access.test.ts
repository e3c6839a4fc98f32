import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-no-public-network-access";
import { describeRule } from "../../cases";
import { resource, withInput } from "../../resources";

const account = resource("storage:StorageAccount", "data", {
  accountName: "data",
  publicNetworkAccess: "Disabled",
  allowBlobPublicAccess: false,
});

describeRule(rule, {
  noncompliance: [
    {
      when: "a storage account is public",
      stack: [withInput(account, "publicNetworkAccess", "Enabled")],
      says: /publicNetworkAccess is "Enabled"/,
    },
    {
      when: "its blobs can be public",
      stack: [withInput(account, "allowBlobPublicAccess", undefined)],
      says: /allowBlobPublicAccess is not set/,
    },
    {
      when: "an event hub says nothing, so it is public",
      stack: [resource("eventhub:Namespace", "hub", { namespaceName: "hub" })],
      says: /publicNetworkAccess is not set/,
    },
    {
      when: "it is unknown",
      stack: [withInput(account, "publicNetworkAccess", UNKNOWN)],
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "closed", stack: [account] }],
});
