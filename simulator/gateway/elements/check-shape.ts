/** Holds an element to its shape: unknown attributes and children, what is missing, and values that cannot be. */
import type { PolicyElement } from "../../../plan/policy-document";
import { expressionEnd } from "../documents/expression-end";
import { isPolicyExpression } from "../pipeline/value";
import type { AttributeRule, ChildShape, Shape } from "./definition";

/** Every policy may carry it; it is what `context.LastError.PolicyId` names. */
const ID: AttributeRule = {};

/** Reports everything that is wrong with the element and its own children; policies inside it are not looked at. */
export function checkShape(
  element: PolicyElement,
  shape: Shape,
  problem: (element: PolicyElement, text: string) => void,
): void {
  checkAttributes(element, { id: ID, ...shape.attributes }, problem);
  checkText(element, shape, problem);
  if (shape.policies === undefined) {
    checkChildren(element, shape, problem);
  } else if (shape.policies !== "all") {
    const allowed = shape.policies;
    for (const child of element.children.filter((each) => !allowed.includes(each.name))) {
      problem(child, `<${child.name}> may not stand in <${element.name}>, which takes ${allowed.map(tag).join(", ")}`);
    }
  }
}

function checkAttributes(
  element: PolicyElement,
  rules: Readonly<Record<string, AttributeRule>>,
  problem: (element: PolicyElement, text: string) => void,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.required === true && !Object.hasOwn(element.attributes, name)) {
      problem(element, `<${element.name}> has no attribute "${name}", which it needs`);
    }
  }
  for (const [name, value] of Object.entries(element.attributes)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      problem(element, `<${element.name}> has no attribute "${name}"; it takes ${Object.keys(rules).join(", ")}`);
    } else if (isPolicyExpression(value)) {
      if (rule.expression !== true) {
        problem(element, `"${name}" of <${element.name}> takes no expression; write its value`);
      } else {
        checkExpression(element, value, problem);
      }
    } else {
      const wrong = wrongLiteral(value, rule);
      if (wrong !== undefined) {
        problem(element, `"${name}" of <${element.name}> is "${value}"; it takes ${wrong}`);
      }
    }
  }
}

function wrongLiteral(value: string, rule: AttributeRule): string | undefined {
  if (rule.values !== undefined) {
    return rule.values.includes(value.toLowerCase()) ? undefined : rule.values.join(", ");
  }
  if (rule.kind === "boolean") {
    return /^(true|false)$/i.test(value) ? undefined : "true or false";
  }
  if (rule.kind === "integer") {
    const { min = 0, max = 2_147_483_647 } = rule;
    const fits = /^-?\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max;
    return fits ? undefined : `a whole number from ${min} to ${max}`;
  }
  return rule.required === true && value.trim() === "" ? "a value that is not empty" : undefined;
}

function checkText(
  element: PolicyElement,
  shape: Shape,
  problem: (element: PolicyElement, text: string) => void,
): void {
  if (element.text === "") {
    return;
  }
  if (shape.text === undefined) {
    problem(element, `<${element.name}> takes no text: "${element.text.slice(0, 40)}"`);
  } else if (isPolicyExpression(element.text)) {
    if (shape.text === "literal") {
      problem(element, `<${element.name}> takes no expression; write its value`);
    } else {
      checkExpression(element, element.text, problem);
    }
  }
}

function checkExpression(
  element: PolicyElement,
  text: string,
  problem: (element: PolicyElement, text: string) => void,
): void {
  const code = text.trim();
  if (expressionEnd(code, 0) !== code.length) {
    problem(element, `the expression in <${element.name}> does not end where its value ends; check its brackets`);
  }
}

function checkChildren(
  element: PolicyElement,
  shape: Shape,
  problem: (element: PolicyElement, text: string) => void,
): void {
  const children: Readonly<Record<string, ChildShape>> = shape.children ?? {};
  const names = Object.keys(children);
  let last = 0;
  for (const child of element.children) {
    const rule = Object.hasOwn(children, child.name) ? children[child.name] : undefined;
    if (rule === undefined) {
      const takes = names.length === 0 ? "takes no elements" : `takes ${names.map(tag).join(", ")}`;
      problem(child, `<${child.name}> may not stand in <${element.name}>, which ${takes}`);
      continue;
    }
    if (rule.many !== true && element.children.find((each) => each.name === child.name) !== child) {
      problem(child, `<${element.name}> takes one <${child.name}>`);
    }
    const at = names.indexOf(child.name);
    if (shape.ordered === true && at < last) {
      problem(child, `<${child.name}> stands too late in <${element.name}>; the order is ${names.map(tag).join(", ")}`);
    }
    last = Math.max(last, at);
    checkShape(child, rule, problem);
  }
  for (const name of names) {
    if (children[name]?.required === true && !element.children.some((child) => child.name === name)) {
      problem(element, `<${element.name}> has no <${name}>, which it needs`);
    }
  }
}

function tag(name: string): string {
  return `<${name}>`;
}
