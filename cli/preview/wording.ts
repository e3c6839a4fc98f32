import type { PreviewReport } from "./report";

/** What a summary says of itself, where commands differ: what was judged, and what was not. */
export interface Wording {
  /** What the heading starts with. */
  readonly command: string;
  /** How the resources are called: `planned` or `deployed`. */
  readonly resources: "planned" | "deployed";
  /** What is said where nothing is unknown. */
  readonly nothingUnknown: string;
  /** What rules of level `remediate` did to so many resources. */
  remediated(resources: number): string;
  /** What else must be known to read the verdict, a paragraph each. */
  readonly notes: readonly string[];
  /** What became of the plan, and how long it took. */
  done(seconds: number): string;
  /** What was not judged. */
  readonly limits: string;
}

/** What is true of every plan. */
export const PLANNED_LIMITS =
  "Only the planned configuration was judged: nothing was deployed, and nothing was run against Azure.";

/** What is said where a plan leaves nothing open. */
export const NOTHING_UNKNOWN = "No value is unknown before deployment.";

/** The wording of `bulwark preview`. */
export function previewWording({ plan }: PreviewReport): Wording {
  return {
    command: "Bulwark preview",
    resources: "planned",
    nothingUnknown: NOTHING_UNKNOWN,
    remediated: (resources) =>
      `Rules changed the inputs of ${resources} resources before they were judged; the plan holds what they wrote.`,
    notes: [],
    done: (seconds) => `Plan written to ${plan} in ${seconds.toFixed(1)} s.`,
    limits: PLANNED_LIMITS,
  };
}
