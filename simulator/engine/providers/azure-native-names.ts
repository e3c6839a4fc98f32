/** Names that azure-native gives to what the program leaves unnamed. Source: its provider/pkg/provider (auto-naming). */
import type { Json } from "../../../plan/format";
import type { ArmClass } from "./azure-native-classes";
import type { Subject } from "./provider";
import { stableGuid, stableHex } from "./stable-guid";

/** How many names are made up before one that is taken is taken all the same. */
const ATTEMPTS = 10;

/**
 * The names that azure-native makes up: for a child the resource's own, for others with a suffix, for role assignments a
 * GUID. It is not for convenience alone: SDKs drop an input called `id` (pulumi/pulumi#13781), so a policy fragment, whose
 * name is that input, gets its name only here.
 */
export function madeUpNames({ urn, name }: Subject, arm: ArmClass): readonly string[] {
  if (arm.ancestors.length > 0) {
    return [name];
  }
  const isGuid = arm.type === "Microsoft.Authorization/roleAssignments";
  return Array.from({ length: ATTEMPTS }, (_nothing, attempt) => {
    const of = attempt === 0 ? [urn] : [urn, String(attempt)];
    return isGuid ? stableGuid(...of) : `${name}${stableHex(8, ...of)}`;
  });
}

/** Is this a name that was made up at random? */
export function isMadeUp(subject: Subject, arm: ArmClass, name: Json | undefined): boolean {
  return arm.ancestors.length === 0 && typeof name === "string" && madeUpNames(subject, arm).includes(name);
}
