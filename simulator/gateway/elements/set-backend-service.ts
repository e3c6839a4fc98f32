/** `set-backend-service`: where the request goes. Reference: "Set backend service". */
import { PolicyError } from "../pipeline/policy-error";
import { urlParts } from "../pipeline/message";
import { textInput } from "../../../plan/policy-resource";
import type { Element } from "./definition";

export const setBackendService: Element = {
  name: "set-backend-service",
  reference: "Set backend service",
  sections: ["inbound", "backend"],
  attributes: { "base-url": { expression: true }, "backend-id": { expression: true } },
  compile(element, compilation) {
    const baseUrl = compilation.attribute(element, "base-url");
    const backendId = compilation.attribute(element, "backend-id");
    if ((baseUrl === undefined) === (backendId === undefined)) {
      compilation.problem(element, `<set-backend-service> takes one of "base-url" and "backend-id"`);
    }
    if (backendId?.kind === "literal" && !compilation.backends.has(backendId.text.toLowerCase())) {
      compilation.problem(element, `no backend "${backendId.text}" is planned`);
    }
    return async (run) => {
      const id = backendId === undefined ? undefined : await run.text(backendId);
      const backend = id === undefined ? undefined : run.services.backends.get(id.toLowerCase());
      if (id !== undefined && backend === undefined) {
        throw new PolicyError("BackendNotFound", `There is no backend "${id}".`);
      }
      const address =
        backend === undefined ? await run.text(baseUrl ?? { kind: "literal", text: "" }) : textInput(backend, "url");
      const url = URL.parse(address);
      if (url === null) {
        throw new PolicyError("BackendConnectionFailure", "The backend's address is none.");
      }
      run.backendUrl = address;
      const { scheme, host, port } = urlParts(url);
      run.setUrl({ ...run.request.url, scheme, host, port });
    };
  },
};
