/** `authentication-basic`: name and password in Authorization. Reference: "Authenticate with Basic". */
import { literal, type Element } from "./definition";

export const authenticationBasic: Element = {
  name: "authentication-basic",
  reference: "Authenticate with Basic",
  sections: ["inbound"],
  attributes: { username: { required: true, expression: true }, password: { required: true, expression: true } },
  compile(element, compilation) {
    const username = compilation.attribute(element, "username") ?? literal("");
    const password = compilation.attribute(element, "password") ?? literal("");
    return async (run) => {
      const credentials = `${await run.text(username)}:${await run.text(password)}`;
      run.headers.override("Authorization", [`Basic ${Buffer.from(credentials).toString("base64")}`]);
      run.headersChanged();
    };
  },
};
