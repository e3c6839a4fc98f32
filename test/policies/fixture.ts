/** A small stack that every rule passes; tests take single controls out of it. */
import assert from "node:assert/strict";
import type { Json, PlanResource } from "../../plan/format";
import { APPROVED } from "./fixture-documents";
import { parts } from "./fixture-parts";
import { withInput } from "./resources";

export { apiOf, operationOf, policyOf } from "./fixture-parts";

/** Short name of a resource of the fixture; endpoints, zone groups and the catch-all's operations have made-up ones. */
export type Part = keyof typeof parts | `${string}Endpoint` | `${string}ZoneGroup` | `catchAll${string}`;

/** The compliant stack with some resources replaced, taken out (undefined), or added under a new name. */
export function stack(changes: Readonly<Record<string, PlanResource | undefined>> = {}): readonly PlanResource[] {
  const all: Readonly<Record<string, PlanResource | undefined>> = { ...parts, ...changes };
  return Object.values(all).filter((part) => part !== undefined);
}

/** One resource of the fixture. */
export function part(name: Part): PlanResource {
  const found = (parts as Readonly<Record<string, PlanResource>>)[name];
  assert.ok(found, `the fixture has no ${name}`);
  return found;
}

/** The stack with one input of one resource changed; undefined takes it out. */
export function changed(name: Part, path: string, value: Json | undefined): readonly PlanResource[] {
  return stack({ [name]: withInput(part(name), path, value) });
}

/** The stack without these resources. */
export function without(...names: readonly Part[]): readonly PlanResource[] {
  names.forEach(part);
  return stack(Object.fromEntries(names.map((name) => [name, undefined])));
}

/** The stack with one more resource. */
export function adding(...added: readonly PlanResource[]): readonly PlanResource[] {
  return [...stack(), ...added];
}

/** The stack with a text of a policy document replaced; the text must be in it. */
export function edited(name: Part, from: string, to: string): readonly PlanResource[] {
  return stack({ [name]: withEdit(part(name), from, to) });
}

/** The stack whose server approves something else: one member of the literal in its policy changed; undefined takes it out. */
export function approving(path: string, value: Json | undefined): readonly PlanResource[] {
  const changed = withInput({ urn: "", type: "", custom: true, inputs: APPROVED }, path, value).inputs;
  return edited("serverPolicy", JSON.stringify(APPROVED), JSON.stringify(changed));
}

/** A policy or fragment with a text of its document replaced. */
export function withEdit(policyResource: PlanResource, from: string, to: string): PlanResource {
  const value = policyResource.inputs?.value;
  assert.ok(typeof value === "string" && value.includes(from), `the document does not hold ${from}`);
  return withInput(policyResource, "value", value.replace(from, to));
}
