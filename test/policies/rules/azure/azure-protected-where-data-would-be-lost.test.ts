import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/azure/azure-protected-where-data-would-be-lost";
import { describeRule } from "../../cases";
import { changed, part, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "the vault is not protected",
      stack: stack({ vault: { ...part("vault"), protect: false } }),
      says: /set the resource option protect/,
    },
    { when: "no lock keeps the workspace", stack: without("workspaceLock"), says: /no ManagementLockByScope/ },
    {
      when: "the lock does not forbid deletion",
      stack: changed("vaultLock", "level", "NotSpecified"),
      says: /write CanNotDelete/,
    },
    {
      when: "what the lock keeps is unknown",
      stack: changed("vaultLock", "scope", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "protected and locked", stack: stack() }],
});
