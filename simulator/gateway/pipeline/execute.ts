/**
 * The order in which a request passes: inbound, backend, outbound; where something fails, on-error instead of the rest;
 * where a policy answers, nothing more. Sources: "Policies in Azure API Management", "Error handling in API Management
 * policies".
 */
import type { Section } from "../../../plan/policy-document";
import type { Pipeline } from "../configuration/routes";
import { ownResponse, type GatewayResponse } from "./message";
import { Answered, PolicyError } from "./policy-error";
import type { Run } from "./run";

const NORMAL: readonly Section[] = ["inbound", "backend", "outbound"];

/** Takes the request through; returns what the client gets. */
export async function execute(run: Run, pipeline: Pipeline, failure?: PolicyError): Promise<GatewayResponse> {
  try {
    if (failure !== undefined) {
      throw failure;
    }
    for (const section of NORMAL) {
      await runSection(run, pipeline, section);
    }
    return await settled(run, run.response ?? ownResponse(200, "OK"));
  } catch (error) {
    if (error instanceof Answered) {
      return settled(run, error.response);
    }
    return await afterError(run, pipeline, error instanceof PolicyError ? error : internalError(error));
  }
}

async function runSection(run: Run, pipeline: Pipeline, section: Section): Promise<void> {
  run.section = section;
  if (section === "outbound" && run.response === undefined) {
    run.setResponse(ownResponse(200, "OK"));
  }
  for (const step of pipeline[section]) {
    if (run.signal.aborted && section !== "on-error") {
      throw new PolicyError("ClientConnectionFailure", "The client closed the connection.", 400);
    }
    await step(run);
  }
}

/** on-error starts from the default answer to the error, which its policies may change. */
async function afterError(run: Run, pipeline: Pipeline, error: PolicyError): Promise<GatewayResponse> {
  run.setLastError({
    source: "configuration",
    scope: "global",
    section: run.section,
    path: "",
    policyId: "",
    ...error.place,
    reason: error.reason,
    message: error.message,
  });
  run.setResponse(defaultAnswer(error));
  try {
    await runSection(run, pipeline, "on-error");
    return await settled(run, run.answer());
  } catch (second) {
    if (second instanceof Answered) {
      return settled(run, second.response);
    }
    // What Azure answers when on-error itself fails is not documented: nothing of either error goes out here.
    return ownResponse(500, "Internal Server Error");
  }
}

/** The answer that an error has by itself: its text below 500, a general one from there on. */
function defaultAnswer(error: PolicyError): GatewayResponse {
  const message = error.status >= 500 ? "Internal server error" : error.message;
  return ownResponse(
    error.status,
    REASONS[error.status] ?? "",
    [["Content-Type", "application/json"], ...error.headers],
    JSON.stringify({ statusCode: error.status, message }),
  );
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Resource Not Found",
  413: "Content Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

/** With the fields that limits add, after whatever was postponed has been done. */
async function settled(run: Run, response: GatewayResponse): Promise<GatewayResponse> {
  const body = response === run.response ? await run.bodyToSend("response") : response.body;
  for (const finish of run.atEnd.splice(0)) {
    // The answer is settled: what fails now can change nothing in it.
    await finish().catch(() => undefined);
  }
  for (const [name, value] of run.answerFields) {
    response.headers.override(name, [value]);
  }
  if (response !== run.response) {
    run.drop("response");
  }
  return { ...response, body };
}

function internalError(error: unknown): PolicyError {
  return new PolicyError("InternalError", error instanceof Error ? error.message : String(error));
}
