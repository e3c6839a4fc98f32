import { isOneOf } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

/** Classes that hold data, or a name, which would be lost. */
const KEEPERS: readonly string[] = ["azure-native:keyvault:Vault", "azure-native:operationalinsights:Workspace"];
const LOCK = "azure-native:authorization:ManagementLockByScope";

export const rule: Rule = {
  name: "azure-protected-where-data-would-be-lost",
  control: "azure",
  title: "What holds keys or records cannot be deleted by mistake",
  why: "A mistaken destroy, or an intruder who covers his tracks, deletes the vault's keys and the audit records.",
  severity: "medium",
  remedy:
    "Set the resource option protect, and plan a ManagementLockByScope with level CanNotDelete whose scope is the resource's id.",
  stack: {
    types: KEEPERS,
    judge: (stack) => {
      const locks = stack.places(LOCK).map((lock) => {
        const scope = lock.at("scope");
        const hidden = scope.isHidden("what a lock keeps must be known");
        return { lock, target: hidden ? undefined : stack.view.byArmId(scope.value) };
      });
      for (const keeper of stack.places(...KEEPERS)) {
        if (keeper.resource.protect !== true) {
          keeper.wrong("it is not protected: set the resource option protect to true.");
        }
        const own = locks.filter(({ target }) => target === keeper.resource);
        if (own.length === 0) {
          keeper.wrong(
            "no ManagementLockByScope of this stack keeps it: plan one with level CanNotDelete and its id as scope.",
          );
        }
        for (const { lock } of own) {
          lock.at("level").must(isOneOf("CanNotDelete", "ReadOnly"), "write CanNotDelete");
        }
      }
    },
  },
};
