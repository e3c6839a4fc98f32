/** `find-and-replace`: a text in the body by another. Reference: "Find and replace string in body". */
import { EVERYWHERE, literal, type Element } from "./definition";

export const findAndReplace: Element = {
  name: "find-and-replace",
  reference: "Find and replace string in body",
  sections: EVERYWHERE,
  attributes: { from: { required: true, expression: true }, to: { expression: true } },
  compile(element, compilation) {
    const from = compilation.attribute(element, "from") ?? literal("");
    const to = compilation.attribute(element, "to") ?? literal("");
    if (element.attributes.to === undefined) {
      compilation.problem(element, `<find-and-replace> has no attribute "to", which it needs`);
    }
    return async (run) => {
      const body = await (run.changesResponse ? run.readResponseBody() : run.readRequestBody());
      const wanted = await run.text(from);
      const fresh = await run.text(to);
      if (body !== undefined && wanted !== "") {
        run.setBody(Buffer.from(body.toString("utf8").replaceAll(wanted, () => fresh)));
      }
    };
  },
};
