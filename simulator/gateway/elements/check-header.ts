/** `check-header`: a header that must be there, with one of the values. Reference: "Check HTTP header". */
import { PolicyError } from "../pipeline/policy-error";
import { childrenOf, literal, type Element } from "./definition";

export const checkHeader: Element = {
  name: "check-header",
  reference: "Check HTTP header",
  sections: ["inbound"],
  attributes: {
    name: { required: true, expression: true },
    "failed-check-httpcode": { required: true, expression: true, kind: "integer", min: 400, max: 599 },
    "failed-check-error-message": { required: true, expression: true },
    "ignore-case": { required: true, expression: true, kind: "boolean" },
  },
  children: { value: { many: true, text: "value" } },
  compile(element, compilation) {
    const name = compilation.attribute(element, "name") ?? literal("");
    const code = compilation.attribute(element, "failed-check-httpcode") ?? literal("400");
    const message = compilation.attribute(element, "failed-check-error-message") ?? literal("");
    const ignoreCase = compilation.attribute(element, "ignore-case") ?? literal("false");
    const values = childrenOf(element, "value").map((child) => compilation.text(child));
    return async (run) => {
      const found = run.request.headers.values(await run.text(name));
      const status = await run.integer(code);
      if (found.length === 0) {
        throw new PolicyError("HeaderNotFound", await run.text(message), status);
      }
      const insensitive = await run.boolean(ignoreCase);
      const plain = (text: string): string => (insensitive ? text.toLowerCase() : text);
      const allowed: string[] = [];
      for (const value of values) {
        allowed.push(plain(await run.text(value)));
      }
      if (allowed.length > 0 && !found.every((value) => allowed.includes(plain(value)))) {
        throw new PolicyError("HeaderValueNotAllowed", await run.text(message), status);
      }
    };
  },
};
