/**
 * What a condition comes to where only some of its inputs are given: true, false, a thrown exception, or undetermined. A
 * condition that a judge cannot decide is undetermined, and the judge takes both ways.
 */
import { parseExpression } from "./syntax";
import { UnreadableExpression } from "./tokens";
import type { Expression, Statement } from "./tree";

/** It depends on something that is not given. */
export const UNDETERMINED = Symbol("undetermined");
/** The expression throws: API Management then leaves the section and runs on-error. */
export const THROWS = Symbol("throws");

/** An object with some members given; those that are not given are undetermined. */
export interface Given {
  readonly [member: string]: Value;
}
export type Value = string | number | boolean | null | readonly Value[] | Given | typeof UNDETERMINED | typeof THROWS;

/** What is given: `context.Variables` by name, and other members of `context` by path, such as `Request.Method`. */
export interface Givens {
  readonly variables?: Readonly<Record<string, Value>>;
  readonly context?: Given;
}

/** Evaluates a policy expression; never throws. */
export function evaluate(source: string, givens: Givens): Value {
  try {
    const returned = run(parsed(source), new Map(), givens);
    return returned ?? UNDETERMINED;
  } catch (error) {
    if (error instanceof UnreadableExpression) {
      return UNDETERMINED;
    }
    throw error;
  }
}

/** Rules ask about the same conditions along many ways: what was read once, or could not be, is remembered. */
const READ = new Map<string, Statement | UnreadableExpression>();
/** Conditions remembered at most; a stack of a hundred servers has fewer that differ. */
const MOST_READ = 20_000;

function parsed(source: string): Statement {
  let found = READ.get(source);
  if (found === undefined) {
    if (READ.size >= MOST_READ) {
      READ.clear();
    }
    found = read(source);
    READ.set(source, found);
  }
  if (found instanceof UnreadableExpression) {
    throw found;
  }
  return found;
}

function read(source: string): Statement | UnreadableExpression {
  try {
    return parseExpression(source);
  } catch (error) {
    if (error instanceof UnreadableExpression) {
      return error;
    }
    throw error;
  }
}

type Locals = Map<string, Value>;

function run(statement: Statement, locals: Locals, givens: Givens): Value | undefined {
  switch (statement.kind) {
    case "return":
      return valueOf(statement.value, locals, givens);
    case "declare": {
      const value = valueOf(statement.value, locals, givens);
      locals.set(statement.name, value);
      return value === THROWS ? THROWS : undefined;
    }
    case "block":
      for (const inner of statement.statements) {
        const returned = run(inner, locals, givens);
        if (returned !== undefined) {
          return returned;
        }
      }
      return undefined;
    case "if": {
      const when = valueOf(statement.when, locals, givens);
      if (when === true) {
        return run(statement.then, locals, givens);
      }
      if (when === false) {
        return statement.otherwise === undefined ? undefined : run(statement.otherwise, locals, givens);
      }
      return when === THROWS ? THROWS : UNDETERMINED;
    }
  }
}

function valueOf(expression: Expression, locals: Locals, givens: Givens): Value {
  const value = (inner: Expression): Value => valueOf(inner, locals, givens);
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "opaque":
      return UNDETERMINED;
    case "name":
      return expression.name === "context" ? (givens.context ?? {}) : given(locals.get(expression.name));
    case "list":
      return expression.items.map(value);
    case "not": {
      const inner = value(expression.of);
      return typeof inner === "boolean" ? !inner : inner === THROWS ? THROWS : UNDETERMINED;
    }
    case "choice": {
      const when = value(expression.when);
      return typeof when === "boolean" ? value(when ? expression.then : expression.otherwise) : failed(when);
    }
    case "binary":
      return binary(expression.sign, value(expression.left), () => value(expression.right));
    case "member":
      return member(expression, value(expression.of));
    case "index": {
      const variable = variableNamed(expression.of, expression.index, givens);
      return variable === undefined ? memberNamed(value(expression.of), value(expression.index)) : variable;
    }
    case "call":
      return call(expression, value, givens);
  }
}

/** Null is a value of its own; only what is not given is undetermined. */
function given(value: Value | undefined): Value {
  return value === undefined ? UNDETERMINED : value;
}

/** `of["name"]`: what is given of an object; a name that is not given may still be there. */
function memberNamed(of: Value, name: Value): Value {
  if (of === null || name === THROWS) {
    return THROWS;
  }
  return typeof of === "object" && !Array.isArray(of) && typeof name === "string" && Object.hasOwn(of, name)
    ? given((of as Given)[name])
    : failed(of);
}

function failed(value: Value): Value {
  return value === THROWS ? THROWS : UNDETERMINED;
}

function member(expression: Expression & { kind: "member" }, of: Value): Value {
  if (of === null) {
    return expression.orNull ? null : THROWS;
  }
  if (isValueList(of)) {
    return expression.name === "Count" ? of.length : UNDETERMINED;
  }
  return typeof of === "object" ? given(of[expression.name]) : failed(of);
}

/** The value where an expression reads `context.Variables["name"]`; undefined where it does not. */
function variableNamed(of: Expression, index: Expression | undefined, givens: Givens): Value | undefined {
  const reads = of.kind === "member" && of.name === "Variables" && of.of.kind === "name" && of.of.name === "context";
  if (!reads || index?.kind !== "value" || typeof index.value !== "string") {
    return undefined;
  }
  return given(givens.variables?.[index.value]);
}

function call(expression: Expression & { kind: "call" }, value: (of: Expression) => Value, givens: Givens): Value {
  const { callee, parameters } = expression;
  if (callee.kind !== "member") {
    return UNDETERMINED;
  }
  if (callee.name === "GetValueOrDefault") {
    const variable = variableNamed(callee.of, parameters[0], givens);
    if (variable !== undefined) {
      const [, fallback] = parameters;
      return variable === null && fallback !== undefined ? value(fallback) : variable;
    }
  }
  const of = value(callee.of);
  if (of === null) {
    return callee.orNull ? null : THROWS;
  }
  const [parameter] = parameters.map(value);
  if (callee.name === "Contains" && isValueList(of)) {
    return contains(of, parameter);
  }
  if (callee.name === "Split" && typeof of === "string" && typeof parameter === "string" && parameters.length === 1) {
    return of.split(parameter);
  }
  if (callee.name === "Equals" && parameter !== undefined) {
    return equal(of, parameter);
  }
  return failed(of);
}

function isValueList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function contains(list: readonly Value[], wanted: Value | undefined): Value {
  if (wanted === undefined || wanted === UNDETERMINED || wanted === THROWS) {
    return wanted === THROWS ? THROWS : UNDETERMINED;
  }
  if (list.includes(wanted)) {
    return true;
  }
  return list.every((item) => typeof item === "string" || typeof item === "number") ? false : UNDETERMINED;
}

function binary(sign: string, left: Value, right: () => Value): Value {
  if (left === THROWS) {
    return THROWS;
  }
  switch (sign) {
    case "&&":
      return left === false ? false : both(left, right(), false);
    case "||":
      return left === true ? true : both(left, right(), true);
    case "??":
      return left === null ? right() : left === UNDETERMINED ? UNDETERMINED : left;
    case "==":
      return equal(left, right());
    case "!=": {
      const same = equal(left, right());
      return typeof same === "boolean" ? !same : same;
    }
    default:
      return compare(sign, left, right());
  }
}

/** The rest of `&&` and `||`: `decisive` on the right decides whatever the left is. */
function both(left: Value, right: Value, decisive: boolean): Value {
  if (left !== UNDETERMINED) {
    return right;
  }
  return right === decisive ? decisive : UNDETERMINED;
}

function equal(left: Value, right: Value): Value {
  if (left === THROWS || right === THROWS) {
    return THROWS;
  }
  if (left === UNDETERMINED || right === UNDETERMINED) {
    return UNDETERMINED;
  }
  if (left === null || right === null) {
    return left === right;
  }
  return typeof left === "object" || typeof right === "object" ? UNDETERMINED : left === right;
}

function compare(sign: string, left: Value, right: Value): Value {
  if (right === THROWS) {
    return THROWS;
  }
  if (typeof left === "string" && typeof right === "string" && sign === "+") {
    return left + right;
  }
  // In C# every comparison of null with a number is false.
  if (["<", ">", "<=", ">="].includes(sign) && (left === null || right === null)) {
    return false;
  }
  if (typeof left !== "number" || typeof right !== "number") {
    return UNDETERMINED;
  }
  switch (sign) {
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return UNDETERMINED;
  }
}
