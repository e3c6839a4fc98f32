/** What a rule is. A rule is one file that exports one value of this type; the engine makes a Pulumi policy of it. */
import type { PlanResource } from "../../plan/format";
import type { Gateway } from "../../plan/gateway";
import type { PlanView } from "../../plan/view";
import type { Intent } from "./intent";
import type { Place } from "./place";
import type { Risk } from "./risks";

/** A rule of the pack. All are mandatory. */
export interface Rule {
  /** Kebab-case, starting with the risk; the rest is the file's name. */
  readonly name: `${Risk}-${string}`;
  /** Id in the control catalogue (design/controls.md), such as `MCP07-4`, or `azure`. */
  readonly control: string;
  /** The claim that holds where the rule passes, as a sentence without a full stop. */
  readonly title: string;
  /** What goes wrong without it: the attack that it prevents. */
  readonly why: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** What to write instead. */
  readonly remedy: string;
  /** Pack configuration that the rule reads, by name. */
  readonly configuration?: Readonly<Partial<Record<"environment" | "registries", true>>>;
  /** Judges each resource of these types (normal tokens) by itself, before it is made. */
  readonly resource?: {
    readonly types: readonly string[] | "all";
    readonly judge: (place: Place, intent: Intent) => void;
  };
  /** Judges the stack as a whole, by the inputs of all its resources. */
  readonly stack?: {
    /** Types without any of which there is nothing to judge; left out: always judged. */
    readonly types?: readonly string[];
    readonly judge: (stack: StackUnderJudgement) => void;
  };
}

/** What a whole-stack judgement sees. */
export interface StackUnderJudgement {
  readonly view: PlanView;
  readonly gateway: Gateway;
  readonly intent: Intent;
  /** All custom resources of these types as places. */
  readonly places: (...types: readonly string[]) => readonly Place[];
  /** A resource as a place. */
  readonly place: (resource: PlanResource) => Place;
}
