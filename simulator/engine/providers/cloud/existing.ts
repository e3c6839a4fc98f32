/**
 * What is there cannot be made again. Source: pulumi/pulumi-azure-native, provider/pkg/azure (`CanCreate`), which asks for
 * the id first, because a PUT would change what is there; the wording is its own.
 */
import type { Behaviour } from "./cloud";

export const existing: Behaviour = {
  refuse: (change) => {
    if (change.operation === "create" && change.before) {
      throw new Error(`cannot create already existing resource '${change.resource.id}'`);
    }
  },
};
