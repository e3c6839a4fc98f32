/** `choose`: the first branch whose condition holds. Reference: "Control flow". */
import { childrenOf, EVERYWHERE, literal, NOTHING, type Element } from "./definition";

export const choose: Element = {
  name: "choose",
  reference: "Control flow",
  sections: EVERYWHERE,
  policies: ["when", "otherwise"],
  compile(element, compilation, path) {
    const whens = childrenOf(element, "when");
    const otherwises = childrenOf(element, "otherwise");
    const [otherwise] = otherwises;
    if (whens.length === 0) {
      compilation.problem(element, "<choose> has no <when>, which it needs");
    }
    if (otherwises.length > 1 || (otherwise !== undefined && element.children.at(-1) !== otherwise)) {
      compilation.problem(element, "<choose> takes one <otherwise>, after every <when>");
    }
    const branches = whens.map((when, index) => ({
      condition: compilation.attribute(when, "condition") ?? literal("false"),
      steps: compilation.policies(when.children, `${path}/when[${index + 1}]`),
    }));
    const rest = otherwise === undefined ? NOTHING : compilation.policies(otherwise.children, `${path}/otherwise[1]`);
    return async (run) => {
      for (const { condition, steps } of branches) {
        if (await run.boolean(condition)) {
          await steps(run);
          return;
        }
      }
      await rest(run);
    };
  },
};
