/** What a file of this folder says of its policy element, and what it gets to make a step of one. */
import type { PlanResource } from "../../../plan/format";
import { SECTIONS, type PolicyElement, type Section } from "../../../plan/policy-document";
import type { Run } from "../pipeline/run";
import type { Value } from "../pipeline/value";

/** Where a policy may be set. */
export type PolicyScope = "global" | "product" | "api" | "operation";

/** What an attribute may hold. */
export interface AttributeRule {
  readonly required?: true;
  /** Whether an expression may stand in it. Default: no, as the reference says of most. */
  readonly expression?: true;
  readonly kind?: "boolean" | "integer";
  /** The only values, without regard to case. */
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** What an element may hold. */
export interface Shape {
  readonly attributes?: Readonly<Record<string, AttributeRule>>;
  /** Child elements of its own, in the order in which they must stand where `ordered`. */
  readonly children?: Readonly<Record<string, ChildShape>>;
  readonly ordered?: true;
  /** It holds policies: any, or these. */
  readonly policies?: "all" | readonly string[];
  /** Its text: an expression may stand in a `value`, not in a `literal`. Default: none. */
  readonly text?: "value" | "literal";
}

export interface ChildShape extends Shape {
  readonly required?: true;
  readonly many?: true;
}

/** Makes steps. */
export interface Compilation {
  /** Where the element stands. */
  readonly section: Section;
  readonly scope: PolicyScope;
  /** The planned backends, by id in lower case. */
  readonly backends: ReadonlyMap<string, PlanResource>;
  /** Ids of the planned loggers in lower case. */
  readonly loggers: ReadonlySet<string>;
  /** The attribute's value; undefined where it is not set. */
  attribute(element: PolicyElement, name: string): Value | undefined;
  /** The attribute's text; for attributes that take no expression. */
  literal(element: PolicyElement, name: string): string | undefined;
  /** The element's text. */
  text(element: PolicyElement): Value;
  /** Steps of the policies that stand in it, in turn. */
  policies(elements: readonly PolicyElement[], path: string): Step;
  /** One policy as a step. */
  policy(element: PolicyElement, path: string): Step;
  /** The elements of a fragment; undefined where there is none. */
  fragment(id: string): PolicyElement | undefined;
  /** Steps of a fragment's elements. */
  fragmentPolicies(id: string, root: PolicyElement, path: string): Step;
  problem(element: PolicyElement, problem: string): void;
}

/** What an element does with a request. */
export type Step = (run: Run) => Promise<void>;

/** One policy element. */
export interface Element extends Shape {
  readonly name: string;
  /** Title of its page in the policy reference. */
  readonly reference: string;
  readonly sections: readonly Section[];
  /** Scopes where it may not be set. */
  readonly notIn?: readonly PolicyScope[];
  /** @param path of the element, as `context.LastError.Path` shows it */
  compile(element: PolicyElement, compilation: Compilation, path: string): Step;
}

export const EVERYWHERE: readonly Section[] = SECTIONS;

export const NOTHING: Step = () => Promise.resolve();

/** Children of that name. */
export function childrenOf(element: PolicyElement, name: string): readonly PolicyElement[] {
  return element.children.filter((child) => child.name === name);
}

/** A literal. */
export function literal(text: string): Value {
  return { kind: "literal", text };
}
