/** `set-variable`: a context variable. Reference: "Set variable". */
import { EVERYWHERE, literal, type Element } from "./definition";

export const setVariable: Element = {
  name: "set-variable",
  reference: "Set variable",
  sections: EVERYWHERE,
  attributes: { name: { required: true }, value: { expression: true } },
  compile(element, compilation) {
    const name = compilation.literal(element, "name") ?? "";
    const value = compilation.attribute(element, "value") ?? literal("");
    if (element.attributes.value === undefined) {
      compilation.problem(element, `<set-variable> has no attribute "value", which it needs`);
    }
    return (run) => run.setVariable(name, value);
  },
};
