/** A small gateway of one test's own policies, with parties that the test plays. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject, Plan, PlanResource } from "../../../plan/format";
import {
  GatewayRefusal,
  openGateway,
  shownProblem,
  type Gateway,
  type ListeningGateway,
  type TraceRecord,
} from "../../../simulator/gateway";
import { startExpressionHost } from "../../../simulator/gateway/expressions";
import type { ExpressionHost } from "../../../simulator/gateway/expressions/types";
import type { EventRecord, MetricRecord } from "../../../simulator/gateway/pipeline/services";

const START = Date.UTC(2026, 10, 23);

/** The gateway's time, which a test may move; it stands at the start again before each test. */
export const clock = { ms: START, now: () => clock.ms };

let host: Promise<ExpressionHost> | undefined;

/** One process for C# in each test file's process. */
export function expressionHost(): Promise<ExpressionHost> {
  host ??= startExpressionHost({ clock });
  return host;
}

/** To be called after the last test of a file. */
export async function closeExpressionHost(): Promise<void> {
  const running = await host;
  host = undefined;
  await running?.close();
}

/** What a test's plan holds beside the service, the API and its operation. */
export interface Planned {
  /** Sections of the API's policy: the elements inside. A section that is not given is `<base />`. */
  readonly inbound?: string;
  readonly backend?: string;
  readonly outbound?: string;
  readonly onError?: string;
  /** Whole documents. */
  readonly global?: string;
  readonly api?: string;
  readonly operation?: string;
  readonly product?: string;
  readonly format?: string;
  readonly fragments?: Readonly<Record<string, string>>;
  readonly namedValues?: Readonly<Record<string, JsonObject>>;
  readonly backendUrl?: string;
  readonly operations?: readonly JsonObject[];
  readonly apiInputs?: JsonObject;
  readonly verbosity?: string;
  readonly more?: readonly PlanResource[];
}

const TYPES = "azure-native:apimanagement:";

export function planned(kind: string, name: string, inputs: JsonObject): PlanResource {
  return {
    urn: `urn:pulumi:test::bulwark::${TYPES}${kind}::${name}`,
    custom: true,
    type: `${TYPES}${kind}`,
    inputs: { resourceGroupName: "rg", serviceName: "apim", ...inputs },
  };
}

/** A plan with one API at `/api`. */
export function plan(parts: Planned): Plan {
  const section = (name: string, content: string | undefined): string => `<${name}>${content ?? "<base />"}</${name}>`;
  const api =
    parts.api ??
    `<policies>${section("inbound", parts.inbound)}${section("backend", parts.backend)}${section("outbound", parts.outbound)}${section("on-error", parts.onError)}</policies>`;
  const policy = (value: string): JsonObject => ({ format: parts.format ?? "xml", policyId: "policy", value });
  const operations: readonly JsonObject[] = parts.operations ?? [
    { operationId: "post", method: "POST", urlTemplate: "/*", displayName: "POST" },
    { operationId: "get", method: "GET", urlTemplate: "/*", displayName: "GET" },
  ];
  const resources: PlanResource[] = [
    planned("ApiManagementService", "service", {}),
    planned("Diagnostic", "diagnostic", {
      diagnosticId: "applicationinsights",
      verbosity: parts.verbosity ?? "information",
    }),
    planned("Backend", "server", { backendId: "server", url: parts.backendUrl ?? "http://127.0.0.1:9" }),
    planned("Api", "api", {
      apiId: "api",
      displayName: "An API",
      path: "api",
      subscriptionRequired: false,
      serviceUrl: parts.backendUrl ?? "http://127.0.0.1:9",
      ...parts.apiInputs,
    }),
    ...operations.map((operation) =>
      planned("ApiOperation", `operation-${JSON.stringify(operation.operationId)}`, { apiId: "api", ...operation }),
    ),
    planned("ApiPolicy", "api", { apiId: "api", ...policy(api) }),
    ...(parts.global === undefined ? [] : [planned("Policy", "global", policy(parts.global))]),
    ...(parts.operation === undefined
      ? []
      : [
          planned("ApiOperationPolicy", "operation", { apiId: "api", operationId: "post", ...policy(parts.operation) }),
        ]),
    ...(parts.product === undefined
      ? []
      : [
          planned("Product", "product", { productId: "product", subscriptionRequired: false }),
          planned("ProductApi", "product", { productId: "product", apiId: "api" }),
          planned("ProductPolicy", "product", { productId: "product", ...policy(parts.product) }),
        ]),
    ...Object.entries(parts.fragments ?? {}).map(([id, value]) =>
      planned("PolicyFragment", id, { id, format: parts.format ?? "xml", value }),
    ),
    ...Object.entries(parts.namedValues ?? {}).map(([name, inputs]) =>
      planned("NamedValue", name, { namedValueId: name, displayName: name, ...inputs }),
    ),
    ...(parts.more ?? []),
  ];
  return { version: 3, deployment: { manifest: {}, resources } };
}

/** A running gateway with what it emitted. */
export interface Opened {
  readonly gateway: Gateway;
  readonly origin: string;
  readonly traces: TraceRecord[];
  readonly metrics: MetricRecord[];
  readonly events: EventRecord[];
  /** Asked for, as `<client id> <resource>`. */
  readonly identityRequests: string[];
  close(): Promise<void>;
}

const opened: { close(): Promise<void> }[] = [];

/** Opens a gateway; {@link closeAll} closes it. */
export async function open(
  parts: Planned,
  others: {
    readonly entra?: string;
    readonly identityToken?: (clientId: string, resource: string) => Promise<string>;
  } = {},
): Promise<Opened> {
  return openPlan(plan(parts), others);
}

export async function openPlan(
  whole: Plan,
  others: {
    readonly entra?: string;
    readonly identityToken?: (clientId: string, resource: string) => Promise<string>;
  } = {},
): Promise<Opened> {
  const traces: TraceRecord[] = [];
  const metrics: MetricRecord[] = [];
  const events: EventRecord[] = [];
  const identityRequests: string[] = [];
  const gateway = await openGateway({
    plan: whole,
    expressions: await expressionHost(),
    clock,
    log: (record) => traces.push(record),
    metric: (record) => metrics.push(record),
    event: (record) => events.push(record),
    entra: {
      metadata: others.entra ?? "http://127.0.0.1:9",
      tokenEndpointForIdentities: (clientId, resource) => {
        identityRequests.push(`${clientId} ${resource}`);
        return others.identityToken?.(clientId, resource) ?? Promise.resolve(`token-for-${resource}`);
      },
    },
  });
  const listening: ListeningGateway = await gateway.listen(0);
  opened.push(listening);
  return {
    gateway,
    origin: listening.origin,
    traces,
    metrics,
    events,
    identityRequests,
    close: () => listening.close(),
  };
}

/** One request as a backend or party got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A backend that keeps what it got, and answers as told. */
export interface Backend {
  readonly origin: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** Starts a backend. Default: 200 with `{"ok":true}`. */
export async function backend(answer?: RequestListener): Promise<Backend> {
  const received: Received[] = [];
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      received.push({
        method: req.method ?? "",
        url: req.url ?? "",
        rawHeaders: req.rawHeaders,
        headers: req.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      if (answer === undefined) {
        res.setHeader("Content-Type", "application/json").end('{"ok":true}');
      } else {
        answer(req, res);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const running = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  opened.push(running);
  return running;
}

/** Closes every gateway and backend that tests opened. */
export async function closeAll(): Promise<void> {
  for (const each of opened.splice(0)) {
    await each.close();
  }
}

/** The body of an answer, parsed. */
export async function json(response: Response): Promise<Json> {
  return (await response.json()) as Json;
}

/** Tests of the gateway; what they opened is closed. */
export function describeGateway(title: string, tests: () => void): void {
  describe(title, () => {
    beforeEach(() => {
      clock.ms = START;
    });
    tests();
    afterEach(closeAll);
    after(closeExpressionHost);
  });
}

/** A set-variable and what reads it: shows a C# value in an answer. */
export function answerWith(expression: string): string {
  return `<return-response><set-body>${expression.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</set-body></return-response>`;
}

/** What one call of the API answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Calls the API. Default: POST with `{}`. */
export async function call(gateway: Opened, path = "/api/x", init: RequestInit = {}): Promise<Answer> {
  const method = init.method ?? "POST";
  const body = method === "GET" || method === "HEAD" || method === "OPTIONS" ? {} : { body: "{}" };
  const response = await fetch(gateway.origin + path, { method, ...body, ...init, redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Everything that opening says of the plan, one line each; empty where it opens. */
export async function problemsOf(parts: Planned): Promise<readonly string[]> {
  try {
    await open(parts);
    return [];
  } catch (error) {
    if (error instanceof GatewayRefusal) {
      return error.problems.map(shownProblem);
    }
    throw error;
  }
}
