import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp05/mcp05-no-secret-mounts";
import { describeRule } from "../../cases";
import { changed, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "secrets are mounted",
      stack: changed("app", "template.volumes", [{ name: "s", storageType: "Secret" }]),
      says: /mounts secrets as files/,
    },
    {
      when: "a share can be written",
      stack: changed("app", "template.volumes", [{ name: "f", storageType: "AzureFile", storageName: "x" }]),
      says: /mountOptions is not set: write ro/,
    },
    {
      when: "the volumes are unknown",
      stack: changed("app", "template.volumes", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "no volume", stack: stack() },
    {
      when: "a share for reading, and scratch space",
      stack: changed("app", "template.volumes", [
        { name: "f", storageType: "AzureFile", mountOptions: "uid=999, ro" },
        { name: "tmp", storageType: "EmptyDir" },
      ]),
    },
  ],
});
