/** The part of C# that policy conditions are written in, as a tree. */

/** A value; `opaque` is one that the reader understands but no judge needs. */
export type Expression =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string; readonly orNull: boolean }
  | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
  | { readonly kind: "call"; readonly callee: Expression; readonly parameters: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "binary"; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "choice"; readonly when: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "opaque" };

/** A statement of a block. */
export type Statement =
  | { readonly kind: "declare"; readonly name: string; readonly value: Expression }
  | { readonly kind: "if"; readonly when: Expression; readonly then: Statement; readonly otherwise?: Statement }
  | { readonly kind: "block"; readonly statements: readonly Statement[] }
  | { readonly kind: "return"; readonly value: Expression };
