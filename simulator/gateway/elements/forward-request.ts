/** `forward-request`: to the backend, and its answer. Reference: "Forward request". */
import { NetworkFailure, type IncomingAnswer, type OutgoingBody } from "../network/loopback-client";
import { answerHeaders, outgoingHeaders } from "../network/outgoing-headers";
import { NO_BODY, type Body } from "../pipeline/message";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { literal, type Element } from "./definition";

const MOST_REDIRECTS = 10;

export const forwardRequest: Element = {
  name: "forward-request",
  reference: "Forward request",
  sections: ["backend"],
  attributes: {
    timeout: { expression: true, kind: "integer" },
    "timeout-ms": { expression: true, kind: "integer" },
    "continue-timeout": { expression: true, kind: "integer" },
    "http-version": { values: ["1", "2or1", "2"] },
    "follow-redirects": { expression: true, kind: "boolean" },
    "buffer-request-body": { kind: "boolean" },
    "buffer-response": { kind: "boolean" },
    "fail-on-error-status-code": { kind: "boolean" },
  },
  compile(element, compilation) {
    const seconds = compilation.attribute(element, "timeout");
    const milliseconds = compilation.attribute(element, "timeout-ms");
    if (seconds !== undefined && milliseconds !== undefined) {
      compilation.problem(element, `<forward-request> takes one of "timeout" and "timeout-ms"`);
    }
    const follow = compilation.attribute(element, "follow-redirects") ?? literal("false");
    const unbuffered = compilation.literal(element, "buffer-response")?.toLowerCase() === "false";
    const failOnError = compilation.literal(element, "fail-on-error-status-code")?.toLowerCase() === "true";
    const bufferRequest = compilation.literal(element, "buffer-request-body")?.toLowerCase() === "true";
    return async (run) => {
      const timeoutMs =
        milliseconds === undefined
          ? (seconds === undefined ? 300 : await run.integer(seconds)) * 1000
          : await run.integer(milliseconds);
      if (bufferRequest) {
        await run.readRequestBody();
      }
      run.answerTimeoutMs = timeoutMs;
      await forward(run, timeoutMs, await run.boolean(follow), unbuffered);
      if (failOnError && run.answer().statusCode >= 400) {
        throw new PolicyError("BackendErrorStatusCode", `The backend answered ${run.answer().statusCode}.`);
      }
    };
  },
};

async function forward(run: Run, timeoutMs: number, follow: boolean, unbuffered: boolean): Promise<void> {
  const body = await run.bodyToSend("request");
  let url = target(run);
  let method = run.request.method;
  let content = outgoing(method, body);
  if (body.kind === "stream") {
    // It can be sent once; a retry needs `buffer-request-body`.
    run.request.body = NO_BODY;
  }
  for (let hops = 0; ; hops += 1) {
    const answer = await sent(run, url, method, content, timeoutMs);
    const location = answer.headers.first("location");
    if (
      follow &&
      location !== undefined &&
      answer.statusCode >= 300 &&
      answer.statusCode < 400 &&
      hops < MOST_REDIRECTS
    ) {
      answer.stream.resume();
      url = new URL(location, url);
      if (answer.statusCode === 303 || (answer.statusCode !== 307 && answer.statusCode !== 308 && method === "POST")) {
        method = "GET";
        content = undefined;
      }
      continue;
    }
    run.setResponse({
      statusCode: answer.statusCode,
      statusReason: answer.statusReason,
      headers: answerHeaders(answer.headers),
      body: { kind: "stream", stream: answer.stream },
      unbuffered,
    });
    return;
  }
}

function sent(run: Run, url: URL, method: string, body: OutgoingBody, timeoutMs: number): Promise<IncomingAnswer> {
  return run.measure.call("backend", `${url.origin}${url.pathname}`, async () => {
    try {
      return await run.services.client.send({
        method,
        url,
        headers: outgoingHeaders(run.request.headers),
        body,
        timeoutMs,
        signal: run.signal,
      });
    } catch (error) {
      throw error instanceof NetworkFailure ? asPolicyError(error) : error;
    }
  });
}

function asPolicyError(failure: NetworkFailure): PolicyError {
  switch (failure.kind) {
    case "timeout":
      return new PolicyError("Timeout", failure.message);
    case "aborted":
      return new PolicyError("ClientConnectionFailure", failure.message, 400);
    case "connection":
      return new PolicyError("BackendConnectionFailure", failure.message);
  }
}

/** The backend's base address with the rewritten path, or with what of the client's path is below the API's. */
function target(run: Run): URL {
  const base = URL.parse(run.backendUrl ?? run.matched?.serviceUrl ?? "");
  if (base === null) {
    throw new PolicyError("BackendConnectionFailure", "No backend is set for this request.");
  }
  const path = run.rewrittenPath ?? belowApi(run.request.originalUrl.path, run.matched?.api.path ?? "");
  const url = new URL(base.href);
  url.pathname = `${base.pathname.replace(/\/$/, "")}${path}`;
  url.search = run.request.url.query;
  return url;
}

function belowApi(path: string, apiPath: string): string {
  const below = path.replace(/^\/+/, "").slice(apiPath.length);
  return below.startsWith("/") ? below : `/${below}`;
}

function outgoing(method: string, body: Body): OutgoingBody {
  if (body.kind === "stream") {
    return body;
  }
  if (body.kind === "bytes") {
    return body.bytes;
  }
  // A method that has a body by its nature says so, also where the body is empty (RFC 9110, 8.6).
  return ["POST", "PUT", "PATCH"].includes(method) ? Buffer.alloc(0) : undefined;
}
