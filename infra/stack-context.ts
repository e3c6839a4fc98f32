import type * as pulumi from "@pulumi/pulumi";
import { armIdsOf, namesOf, type ArmIds, type Names } from "./naming";
import type { Settings } from "./settings/types";
import { sizes, type Size } from "./sizes";
import { lastingTags, platformTags, type Tags } from "./tags";

/** What every layer is given: the settings and what follows from them alone. No resource objects. */
export interface StackContext {
  readonly settings: Settings;
  readonly size: Size;
  readonly names: Names;
  readonly arm: ArmIds;
  readonly tags: Tags;
  /** Tags of what Azure gives an id, a domain or an address that others use. */
  readonly lastingTags: Tags;
  readonly location: string;
}

/** What a layer is given beside the context once the resource group stands. */
export interface LayerContext extends StackContext {
  /** The group's name, known; carries the dependency on the group. */
  readonly resourceGroupName: pulumi.Output<string>;
}

/** @param settings the stack's settings */
export function contextOf(settings: Settings): StackContext {
  const names = namesOf(settings);
  return {
    settings,
    size: sizes[settings.size],
    names,
    arm: armIdsOf(settings, names),
    tags: platformTags(settings),
    lastingTags: lastingTags(settings),
    location: settings.azure.location,
  };
}
