/** Uniform resource names. Source: pulumi/pulumi, sdk/go/common/resource/urn/urn.go. */

/** The type of the resource that stands for the whole stack. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Types of provider resources start with this; the package's name follows. */
export const PROVIDER_TYPE_PREFIX = "pulumi:providers:";

/** The parts of a URN that the engine asks for. */
export interface Urn {
  /** Types of the parents and the resource's own, joined by `$`. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

export function parseUrn(urn: string): Urn {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { qualifiedType, type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1), name: name.join("::") };
}

/** Makes the URN of a resource; a parent's types are part of it unless the parent is the stack. */
export function makeUrn(stack: string, project: string, parent: string, type: string, name: string): string {
  const above = parent === "" ? undefined : parseUrn(parent);
  const qualified = above && above.type !== STACK_TYPE ? `${above.qualifiedType}$${type}` : type;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** The package of a type token `package:module:Type`. */
export function packageOf(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf(":")));
}
