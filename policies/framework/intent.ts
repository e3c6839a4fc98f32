/**
 * What a rule must know of intent: tags of the resource, then the pack's configuration, and where neither says anything
 * the strictest reading (architecture.md, decision 18).
 */
import type { Place } from "./place";

/** Environments, loosest first. */
const ENVIRONMENTS = ["dev", "staging", "prod"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** Data classes, loosest first. */
export const DATA_CLASSES = ["public", "internal", "confidential", "restricted"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** The strictest environment that any of these tags names; the last tag where none names one; undefined without tags. */
export function strictestEnvironment(tags: readonly string[]): string | undefined {
  return [...ENVIRONMENTS].reverse().find((environment) => tags.includes(environment)) ?? tags.at(-1);
}

/** Reads intent. */
export class Intent {
  constructor(private readonly configuration: Readonly<Record<string, unknown>>) {}

  /** Tag `environment`, else the configuration's; prod where neither names one. */
  environment(resource: Place): Environment {
    const named = [tag(resource, "environment"), this.configuration.environment];
    for (const value of named) {
      const environment = ENVIRONMENTS.find((candidate) => candidate === value);
      if (environment !== undefined) {
        return environment;
      }
    }
    return "prod";
  }

  /** Registries (host names) that images may come from besides the stack's own. Default none. */
  registries(): readonly string[] {
    const registries = this.configuration.registries;
    return Array.isArray(registries) ? registries.filter((registry) => typeof registry === "string") : [];
  }

  /** Tag `data-class`; restricted where it names none. */
  dataClass(resource: Place): DataClass {
    const named = tag(resource, "data-class");
    return DATA_CLASSES.find((candidate) => candidate === named) ?? "restricted";
  }

  /** Tag `edge`: what answers the internet; undefined where the tag is missing. */
  edge(resource: Place): string | undefined {
    return tag(resource, "edge");
  }
}

function tag(resource: Place, name: string): string | undefined {
  const { value } = resource.at("tags").member(name);
  return typeof value === "string" ? value : undefined;
}
