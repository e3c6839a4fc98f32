/** The request that `send-request` and `send-one-way-request` make: common to both. */
import type { PolicyElement } from "../../../plan/policy-document";
import type { ResponseState } from "../expressions/types";
import { NetworkFailure } from "../network/loopback-client";
import { answerHeaders, outgoingHeaders } from "../network/outgoing-headers";
import { HeaderFields } from "../pipeline/header-fields";
import { BodyFailure, READABLE_BODY, readWhole } from "../pipeline/message";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { compileManagedIdentity, MANAGED_IDENTITY_SHAPE } from "./authentication-managed-identity";
import { childrenOf, literal, type AttributeRule, type ChildShape, type Compilation } from "./definition";
import { compileSetBody, SET_BODY_SHAPE } from "./set-body";
import { compileSetHeader, SET_HEADER_SHAPE } from "./set-header";
import { compileSetMethod, SET_METHOD_SHAPE } from "./set-method";

export const OWN_REQUEST_ATTRIBUTES: Readonly<Record<string, AttributeRule>> = {
  mode: { expression: true, values: ["new", "copy"] },
  timeout: { expression: true, kind: "integer", min: 1 },
};

export const OWN_REQUEST_CHILDREN: Readonly<Record<string, ChildShape>> = {
  "set-url": { text: "value" },
  "set-method": SET_METHOD_SHAPE,
  "set-header": SET_HEADER_SHAPE,
  "set-body": SET_BODY_SHAPE,
  "authentication-managed-identity": MANAGED_IDENTITY_SHAPE,
};

/**
 * Makes the request ready, every expression in it evaluated; what comes back sends it and reads its answer whole, and
 * fails as the pipeline's errors do.
 */
export function compileOwnRequest(
  element: PolicyElement,
  compilation: Compilation,
): (run: Run) => Promise<() => Promise<ResponseState>> {
  const mode = compilation.attribute(element, "mode") ?? literal("new");
  const timeout = compilation.attribute(element, "timeout") ?? literal("60");
  const url = childrenOf(element, "set-url").map((child) => compilation.text(child))[0];
  const method = childrenOf(element, "set-method").map((child) => compileSetMethod(child, compilation))[0];
  const headers = childrenOf(element, "set-header").map((child) => compileSetHeader(child, compilation));
  const body = childrenOf(element, "set-body").map((child) => compileSetBody(child, compilation))[0];
  const identity = childrenOf(element, "authentication-managed-identity").map((child) =>
    compileManagedIdentity(child, compilation),
  )[0];
  if (mode.kind === "literal" && mode.text.toLowerCase() === "new" && url === undefined) {
    compilation.problem(element, `<${element.name}> has no <set-url>, which mode="new" needs`);
  }
  return async (run) => {
    const copy = (await run.text(mode)).toLowerCase() === "copy";
    const fields = new HeaderFields(copy ? run.request.headers.list : []);
    const address = url === undefined ? "" : (await run.text(url)).trim();
    const verb = method === undefined ? (copy ? run.request.method : "GET") : await method(run);
    for (const change of headers) {
      await change(run, fields);
    }
    const token = identity === undefined ? undefined : await identity(run);
    if (token !== undefined) {
      fields.override("Authorization", [`Bearer ${token}`]);
    }
    // "In the outbound section, mode=copy doesn't initialize the request body."
    const copied = copy && !run.changesResponse ? await run.readRequestBody() : undefined;
    const content = body === undefined ? copied : await body(run);
    const timeoutMs = (await run.integer(timeout)) * 1000;
    const target = URL.parse(address);
    if (target === null) {
      throw new PolicyError("BackendConnectionFailure", "The address to send to is none.");
    }
    return () => exchange(run, target, verb, fields, content, timeoutMs);
  };
}

function exchange(
  run: Run,
  url: URL,
  method: string,
  headers: HeaderFields,
  body: Buffer | undefined,
  timeoutMs: number,
): Promise<ResponseState> {
  return run.measure.call("send-request", `${url.origin}${url.pathname}`, async () => {
    const until = performance.now() + timeoutMs;
    try {
      const answer = await run.services.client.send({
        method,
        url,
        headers: outgoingHeaders(headers),
        body: body ?? (method === "POST" ? Buffer.alloc(0) : undefined),
        timeoutMs,
      });
      const timer = setTimeout(() => answer.stream.destroy(), Math.max(1, until - performance.now()));
      const content = await readWhole(answer.stream, READABLE_BODY).finally(() => {
        clearTimeout(timer);
      });
      return {
        statusCode: answer.statusCode,
        statusReason: answer.statusReason,
        headers: answerHeaders(answer.headers).list,
        body: content,
      };
    } catch (error) {
      if (error instanceof NetworkFailure) {
        throw new PolicyError(error.kind === "timeout" ? "Timeout" : "BackendConnectionFailure", error.message);
      }
      if (error instanceof BodyFailure) {
        throw new PolicyError("BackendConnectionFailure", error.message);
      }
      throw error;
    }
  });
}
