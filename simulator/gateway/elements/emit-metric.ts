/** `emit-metric`: a custom metric with at most five dimensions. Reference: "Emit custom metrics". */
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { childrenOf, EVERYWHERE, literal, type Element } from "./definition";

const MOST_DIMENSIONS = 5;

/** Dimensions that have a value of themselves. */
const DEFAULTS: Readonly<Record<string, (run: Run) => string>> = {
  "API ID": (run) => run.matched?.api.id ?? "",
  "Operation ID": (run) => run.matched?.operation.id ?? "",
  "Product ID": () => "",
  "User ID": () => "",
  "Subscription ID": () => "",
  Location: () => "simulator",
  "Gateway ID": () => "managed",
  "Backend ID": () => "",
};

export const emitMetric: Element = {
  name: "emit-metric",
  reference: "Emit custom metrics",
  sections: EVERYWHERE,
  attributes: { name: { required: true }, value: { expression: true }, namespace: {} },
  children: {
    dimension: { required: true, many: true, attributes: { name: { required: true }, value: { expression: true } } },
  },
  compile(element, compilation) {
    const name = compilation.literal(element, "name") ?? "";
    const namespace = compilation.literal(element, "namespace") ?? "API Management";
    const value = compilation.attribute(element, "value") ?? literal("1");
    const children = childrenOf(element, "dimension");
    if (children.length > MOST_DIMENSIONS) {
      compilation.problem(element, `<emit-metric> takes ${MOST_DIMENSIONS} dimensions, and has ${children.length}`);
    }
    const dimensions = children.map((child) => ({
      name: compilation.literal(child, "name") ?? "",
      value: compilation.attribute(child, "value"),
    }));
    for (const [index, dimension] of dimensions.entries()) {
      if (dimension.value === undefined && !Object.hasOwn(DEFAULTS, dimension.name)) {
        compilation.problem(
          children[index] ?? element,
          `the dimension "${dimension.name}" needs a value; only ${Object.keys(DEFAULTS).join(", ")} have one`,
        );
      }
    }
    return async (run) => {
      const amount = Number(await run.text(value));
      if (!Number.isFinite(amount)) {
        throw new PolicyError("ExpressionValueEvaluationFailure", "The metric's value is no number.");
      }
      const fields: Record<string, string> = {};
      for (const dimension of dimensions) {
        fields[dimension.name] =
          dimension.value === undefined ? (DEFAULTS[dimension.name]?.(run) ?? "") : await run.text(dimension.value);
      }
      run.services.metric({ name, namespace, value: amount, dimensions: fields, at: run.services.clock.now() });
    };
  },
};
