/** `return-response`: answers, and ends the whole pipeline. Reference: "Return response". */
import { HeaderFields } from "../pipeline/header-fields";
import { NO_BODY, type GatewayResponse } from "../pipeline/message";
import { Answered } from "../pipeline/policy-error";
import { childrenOf, EVERYWHERE, type Element } from "./definition";
import { compileSetBody, SET_BODY_SHAPE } from "./set-body";
import { compileSetHeader, SET_HEADER_SHAPE } from "./set-header";
import { compileSetStatus, SET_STATUS_SHAPE } from "./set-status";

export const returnResponse: Element = {
  name: "return-response",
  reference: "Return response",
  sections: EVERYWHERE,
  attributes: { "response-variable-name": {} },
  children: { "set-status": SET_STATUS_SHAPE, "set-header": SET_HEADER_SHAPE, "set-body": SET_BODY_SHAPE },
  compile(element, compilation) {
    const from = compilation.literal(element, "response-variable-name");
    const status = childrenOf(element, "set-status").map((child) => compileSetStatus(child, compilation))[0];
    const headers = childrenOf(element, "set-header").map((child) => compileSetHeader(child, compilation));
    const body = childrenOf(element, "set-body").map((child) => compileSetBody(child, compilation))[0];
    return async (run) => {
      const base = from === undefined ? undefined : run.responses.get(from);
      const response: GatewayResponse = {
        statusCode: base?.statusCode ?? 200,
        statusReason: base?.statusReason ?? "OK",
        headers: new HeaderFields(base?.headers),
        body: base?.body === undefined ? NO_BODY : { kind: "bytes", bytes: base.body },
      };
      if (status !== undefined) {
        const { code, reason } = await status(run);
        response.statusCode = code;
        response.statusReason = reason;
      }
      for (const change of headers) {
        await change(run, response.headers);
      }
      if (body !== undefined) {
        response.body = { kind: "bytes", bytes: await body(run) };
      }
      throw new Answered(response);
    };
  },
};
