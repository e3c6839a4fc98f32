/**
 * `send-one-way-request`: a request whose answer nobody waits for; a failure goes unnoticed. Its values are taken at
 * once, while the request they may speak of is still there. Reference: "Send one-way request".
 */
import { EVERYWHERE, type Element } from "./definition";
import { compileOwnRequest, OWN_REQUEST_ATTRIBUTES, OWN_REQUEST_CHILDREN } from "./own-request";

export const sendOneWayRequest: Element = {
  name: "send-one-way-request",
  reference: "Send one-way request",
  sections: EVERYWHERE,
  attributes: OWN_REQUEST_ATTRIBUTES,
  children: OWN_REQUEST_CHILDREN,
  compile(element, compilation) {
    const prepare = compileOwnRequest(element, compilation);
    return async (run) => {
      const send = await prepare(run);
      void send().catch(() => undefined);
    };
  },
};
