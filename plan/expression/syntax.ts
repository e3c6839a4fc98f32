/**
 * Reads the part of C# that policy conditions are written in. What is outside it is refused, so that a judge never
 * concludes anything from what it did not understand.
 */
import { tokenize, type Token, UnreadableExpression } from "./tokens";
import type { Expression, Statement } from "./tree";

const OPAQUE: Expression = { kind: "opaque" };

/** Binary operators by how tightly they bind, loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ["??"],
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

/**
 * Reads a policy expression, `@(...)` or `@{...}`.
 *
 * @throws {UnreadableExpression} for anything outside the subset.
 */
export function parseExpression(source: string): Statement {
  const text = source.trim();
  const reader = new Reader(tokenize(text.slice(2, -1)));
  if (/^@\([^]*\)$/.test(text)) {
    const value = reader.expression();
    reader.end();
    return { kind: "return", value };
  }
  if (/^@\{[^]*\}$/.test(text)) {
    return { kind: "block", statements: reader.statements() };
  }
  throw new UnreadableExpression("not a policy expression");
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  end(): void {
    if (this.at < this.tokens.length) {
      throw this.unreadable();
    }
  }

  statements(): readonly Statement[] {
    const statements: Statement[] = [];
    while (this.at < this.tokens.length && !this.isNext("}")) {
      statements.push(this.statement());
    }
    return statements;
  }

  private statement(): Statement {
    if (this.take("{")) {
      const statements = this.statements();
      this.expect("}");
      return { kind: "block", statements };
    }
    if (this.take("return")) {
      const value = this.expression();
      this.expect(";");
      return { kind: "return", value };
    }
    if (this.take("if")) {
      this.expect("(");
      const when = this.expression();
      this.expect(")");
      const then = this.statement();
      return this.take("else") ? { kind: "if", when, then, otherwise: this.statement() } : { kind: "if", when, then };
    }
    // A type and a name; anything else (assignments, loops, try) is outside the subset.
    this.typeName();
    const name = this.name();
    this.expect("=");
    const value = this.expression();
    this.expect(";");
    return { kind: "declare", name, value };
  }

  expression(): Expression {
    const when = this.binary(0);
    if (!this.take("?")) {
      return when;
    }
    const then = this.expression();
    this.expect(":");
    return { kind: "choice", when, then, otherwise: this.expression() };
  }

  private binary(level: number): Expression {
    const signs = LEVELS[level];
    if (signs === undefined) {
      return this.unary();
    }
    let left = this.binary(level + 1);
    for (;;) {
      const sign = signs.find((candidate) => this.isNext(candidate));
      if (sign === undefined) {
        return left;
      }
      this.at += 1;
      left = { kind: "binary", sign, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.take("!")) {
      return { kind: "not", of: this.unary() };
    }
    if (this.take("-")) {
      this.unary();
      return OPAQUE;
    }
    // A cast changes no value that judges look at.
    if (this.skipCast()) {
      return this.unary();
    }
    return this.postfix(this.primary());
  }

  /** A cast is a type in parentheses with a value right after it. */
  private skipCast(): boolean {
    const start = this.at;
    if (this.take("(")) {
      try {
        this.typeName();
        if (this.take(")")) {
          const next = this.tokens[this.at];
          if (next !== undefined && (next.kind !== "sign" || next.value === "(")) {
            return true;
          }
        }
      } catch (error) {
        if (!(error instanceof UnreadableExpression)) {
          throw error;
        }
      }
    }
    this.at = start;
    return false;
  }

  private primary(): Expression {
    const token = this.tokens[this.at];
    if (token === undefined) {
      throw this.unreadable();
    }
    if (this.take("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.take("new")) {
      return this.creation();
    }
    this.at += 1;
    if (token.kind === "text") {
      return { kind: "value", value: token.value };
    }
    if (token.kind === "number") {
      return { kind: "value", value: Number.parseFloat(token.value.replaceAll("_", "")) };
    }
    if (token.kind === "name") {
      if (this.take("=>")) {
        this.expression();
        return OPAQUE;
      }
      const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
      const constant = constants[token.value];
      return constant === undefined ? { kind: "name", name: token.value } : { kind: "value", value: constant };
    }
    throw this.unreadable();
  }

  /** `new[] { ... }`, `new string[] { ... }`, `new List<string> { ... }`; any other object says nothing. */
  private creation(): Expression {
    if (!this.isNext("[")) {
      this.typeName();
    }
    if (this.take("[")) {
      this.expect("]");
    }
    if (this.take("(")) {
      this.parameters();
    }
    if (!this.take("{")) {
      return OPAQUE;
    }
    const items: Expression[] = [];
    while (!this.take("}")) {
      items.push(this.expression());
      if (!this.isNext("}")) {
        this.expect(",");
      }
    }
    return { kind: "list", items };
  }

  private postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.take(".")) {
        value = { kind: "member", of: value, name: this.name(), orNull: false };
      } else if (this.take("?.")) {
        value = { kind: "member", of: value, name: this.name(), orNull: true };
      } else if (this.isNext("?") && this.tokens[this.at + 1]?.value === "[") {
        this.at += 2;
        this.expression();
        this.expect("]");
        value = OPAQUE;
      } else if (this.take("[")) {
        value = { kind: "index", of: value, index: this.expression() };
        this.expect("]");
      } else if (value.kind === "member" && this.skipGenerics()) {
        this.expect("(");
        value = { kind: "call", callee: value, parameters: this.parameters() };
      } else if (this.take("(")) {
        value = { kind: "call", callee: value, parameters: this.parameters() };
      } else {
        return value;
      }
    }
  }

  private parameters(): readonly Expression[] {
    const parameters: Expression[] = [];
    while (!this.take(")")) {
      parameters.push(this.expression());
      if (!this.isNext(")")) {
        this.expect(",");
      }
    }
    return parameters;
  }

  /** Type arguments of a call, told from "less than" by the parenthesis that follows. */
  private skipGenerics(): boolean {
    const start = this.at;
    if (this.isNext("<")) {
      try {
        this.generics();
        if (this.isNext("(")) {
          return true;
        }
      } catch (error) {
        if (!(error instanceof UnreadableExpression)) {
          throw error;
        }
      }
    }
    this.at = start;
    return false;
  }

  private typeName(): void {
    this.name();
    while (this.take(".")) {
      this.name();
    }
    if (this.isNext("<")) {
      this.generics();
    }
    if (this.isNext("?") && this.tokens[this.at + 1]?.value !== "[") {
      this.at += 1;
    }
    while (this.isNext("[") && this.tokens[this.at + 1]?.value === "]") {
      this.at += 2;
    }
  }

  private generics(): void {
    this.expect("<");
    this.typeName();
    while (this.take(",")) {
      this.typeName();
    }
    this.expect(">");
  }

  private name(): string {
    const token = this.tokens[this.at];
    if (token?.kind !== "name") {
      throw this.unreadable();
    }
    this.at += 1;
    return token.value;
  }

  private isNext(value: string): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && token.kind !== "text" && token.value === value;
  }

  private take(value: string): boolean {
    const next = this.isNext(value);
    if (next) {
      this.at += 1;
    }
    return next;
  }

  private expect(value: string): void {
    if (!this.take(value)) {
      throw this.unreadable();
    }
  }

  private unreadable(): UnreadableExpression {
    return new UnreadableExpression(`not read from ${this.tokens[this.at]?.value ?? "the end"} on`);
  }
}
