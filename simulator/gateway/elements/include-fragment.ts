/** `include-fragment`: a fragment's policies in its place. Reference: "Include fragment". */
import { EVERYWHERE, NOTHING, type Element } from "./definition";

export const includeFragment: Element = {
  name: "include-fragment",
  reference: "Include fragment",
  sections: EVERYWHERE,
  attributes: { "fragment-id": { required: true } },
  compile(element, compilation, path) {
    const id = compilation.literal(element, "fragment-id") ?? "";
    const fragment = compilation.fragment(id);
    if (fragment === undefined) {
      compilation.problem(element, `no fragment "${id}" is planned`);
      return NOTHING;
    }
    return compilation.fragmentPolicies(id, fragment, path);
  },
};
