import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-no-local-auth";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "the registry has an admin user",
      stack: changed("registry", "adminUserEnabled", true),
      says: /adminUserEnabled is true: write false/,
    },
    {
      when: "Content Safety takes keys",
      stack: changed("safety", "properties.disableLocalAuth", undefined),
      says: /disableLocalAuth is not set/,
    },
    {
      when: "the workspace takes keys",
      stack: changed("workspace", "features.disableLocalAuth", false),
      says: /disableLocalAuth is false/,
    },
    {
      when: "Application Insights takes keys",
      stack: changed("insights", "disableLocalAuth", false),
      says: /disableLocalAuth is false/,
    },
    {
      when: "a storage account takes keys",
      stack: adding(resource("storage:StorageAccount", "data", { accountName: "data" })),
      says: /allowSharedKeyAccess is not set: write false/,
    },
    {
      when: "it is unknown",
      stack: changed("insights", "disableLocalAuth", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "Entra alone", stack: stack() }],
});
