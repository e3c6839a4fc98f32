/** The planned gateway, served: every request through the policies that the plan gives its operation. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plan } from "../../plan/format";
import { matchOperation, type Match } from "./configuration/operations";
import { readPlannedGateway, type PlannedGateway } from "./configuration/planned-gateway";
import { compileRoutes, type Pipeline, type Route, type Routes } from "./configuration/routes";
import type { Step } from "./elements/definition";
import type { ExpressionHost } from "./expressions/types";
import { clientRequest, writeAnswer } from "./network/client-side";
import { listen, type ListeningGateway } from "./network/listener";
import { LoopbackClient } from "./network/loopback-client";
import { OpenIdKeys } from "./network/openid-keys";
import { execute } from "./pipeline/execute";
import { Measure, type RequestMeasurement } from "./pipeline/measure";
import type { GatewayRequest } from "./pipeline/message";
import { PolicyError } from "./pipeline/policy-error";
import { Run } from "./pipeline/run";
import type { Clock, EventRecord, MetricRecord, Services, TraceRecord } from "./pipeline/services";
import { GatewayRefusal } from "./refusal";
import { ConcurrencyGates } from "./state/concurrency-gates";
import { Counters } from "./state/counters";
import { ValueCache } from "./state/value-cache";

/** Measurements that are kept; older ones are forgotten. */
const MEASUREMENTS = 10_000;

/** What the gateway is made of. */
export interface GatewayParts {
  /** With every id known and every address one of this machine. */
  readonly plan: Plan;
  readonly expressions: ExpressionHost;
  readonly clock: Clock;
  /** Hears each trace at once. */
  log(record: TraceRecord): void;
  readonly entra: {
    /** A managed identity's token for a resource; an empty client id means the service's own identity. */
    readonly tokenEndpointForIdentities: (clientId: string, resource: string) => Promise<string>;
    /** Origin that serves `<tenant>/v2.0/.well-known/openid-configuration`. */
    readonly metadata: string;
  };
  /** Hears what `emit-metric` emits. Default: nobody. */
  metric?(record: MetricRecord): void;
  /** Hears what `log-to-eventhub` sends. Default: nobody. */
  event?(record: EventRecord): void;
}

export interface Gateway {
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** @param port 0 takes a free one */
  listen(port: number): Promise<ListeningGateway>;
  /** Counters, caches and kept keys as at the start. */
  reset(): void;
  /** Of the last 10,000 requests, oldest first; forgotten by {@link reset}. */
  measurements(): readonly RequestMeasurement[];
}

/**
 * Compiles the planned policies and opens the gateway.
 *
 * @throws {GatewayRefusal} with everything that API Management would refuse
 */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  const planned = readPlannedGateway(parts.plan);
  const routes = compileRoutes(planned);
  const compiled = await parts.expressions.load(routes.expressions);
  const problems = [
    ...routes.problems,
    ...compiled.map(({ place, problem }) => ({
      document: place.document,
      line: place.line,
      problem: `${place.element}: ${problem}`,
    })),
  ];
  if (problems.length > 0) {
    throw new GatewayRefusal(problems);
  }
  return new SimulatedGateway(parts, planned, routes);
}

class SimulatedGateway implements Gateway {
  private readonly services: Services;
  private readonly client = new LoopbackClient();
  private readonly measured: RequestMeasurement[] = [];

  constructor(
    private readonly parts: GatewayParts,
    planned: PlannedGateway,
    private readonly routes: Routes,
  ) {
    this.services = {
      clock: parts.clock,
      client: this.client,
      keys: new OpenIdKeys(this.client, parts.clock),
      cache: new ValueCache(),
      counters: new Counters(),
      gates: new ConcurrencyGates(),
      entra: parts.entra.metadata.replace(/\/+$/, ""),
      identityToken: (clientId, resource) => parts.entra.tokenEndpointForIdentities(clientId, resource),
      verbosity: planned.verbosity,
      backends: planned.backends,
      trace: (record) => {
        parts.log(record);
      },
      metric: (record) => {
        parts.metric?.(record);
      },
      event: (record) => {
        parts.event?.(record);
      },
    };
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    void this.serve(req, res).catch(() => {
      // Nothing of a fault of ours goes out, and the client is not left waiting.
      if (!res.headersSent) {
        res.writeHead(500, { "Content-Length": "0" });
      }
      res.end();
    });
  }

  async listen(port: number): Promise<ListeningGateway> {
    const listener = await listen(port, (req, res) => {
      this.handle(req, res);
    });
    return {
      origin: listener.origin,
      close: async () => {
        await listener.close();
        this.client.close();
      },
    };
  }

  reset(): void {
    this.services.cache.reset();
    this.services.counters.reset();
    this.services.keys.reset();
    this.measured.length = 0;
  }

  measurements(): readonly RequestMeasurement[] {
    return [...this.measured];
  }

  private async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const measure = new Measure();
    const receivedAt = this.services.clock.now();
    const requestId = randomUUID();
    const incoming = clientRequest(req);
    const found = this.match(incoming, incoming.method);
    const route = found.kind === "operation" ? found.target : undefined;
    const request: GatewayRequest = {
      ...incoming,
      matchedParameters: found.kind === "operation" ? found.parameters : {},
    };
    const gone = new AbortController();
    res.once("close", () => {
      if (!res.writableFinished) {
        gone.abort();
      }
    });
    const context = this.parts.expressions.open(
      {
        method: request.method,
        url: request.url,
        originalUrl: request.originalUrl,
        headers: request.headers.list,
        ipAddress: request.ipAddress,
        matchedParameters: request.matchedParameters,
        body: undefined,
      },
      { requestId, timestampMs: receivedAt },
    );
    const run = new Run(requestId, request, context, this.services, measure, route?.matched, gone.signal, receivedAt);
    try {
      if (route !== undefined) {
        context.change({ api: route.matched.api, operation: route.matched.operation });
      }
      const preflight = route === undefined ? this.preflight(incoming) : undefined;
      run.preflight = preflight !== undefined;
      const response =
        preflight === undefined
          ? await execute(run, route?.pipeline ?? this.routes.global, failureOf(route))
          : await execute(run, preflight);
      this.note(measure.finish(requestId, request.originalUrl.path));
      if (gone.signal.aborted) {
        run.drop("response");
        return;
      }
      await writeAnswer(res, incoming.method, response);
    } finally {
      context.close();
    }
  }

  private match(request: GatewayRequest, method: string): Match<Route> {
    return matchOperation(this.routes.apis, method, request.originalUrl.path, request.originalUrl.query);
  }

  /**
   * What runs for a preflight request that no operation takes: `cors` of the operation that the real request will be for.
   * Where that allows nothing, the request is one that matches no operation.
   */
  private preflight(request: GatewayRequest): Pipeline | undefined {
    const wanted = request.headers.first("access-control-request-method");
    const found =
      request.method === "OPTIONS" && wanted !== undefined ? this.match(request, wanted) : ({ kind: "none" } as const);
    if (found.kind === "none" || !found.target.pipeline.cors) {
      return undefined;
    }
    const unmatched: Step = (run) => {
      run.preflight = false;
      return Promise.reject(operationNotFound());
    };
    return { ...this.routes.global, inbound: [...found.target.pipeline.inbound, unmatched] };
  }

  private note(measurement: RequestMeasurement): void {
    this.measured.push(measurement);
    if (this.measured.length > MEASUREMENTS) {
      this.measured.shift();
    }
  }
}

function operationNotFound(): PolicyError {
  return new PolicyError("OperationNotFound", "Unable to match incoming request to an operation.", 404);
}

/** What stops a request before any policy: on-error still runs, of the global scope where nothing matched. */
function failureOf(route: Route | undefined): PolicyError | undefined {
  if (route === undefined) {
    return operationNotFound();
  }
  if (route.subscriptionRequired) {
    const failure = new PolicyError(
      "SubscriptionKeyNotFound",
      "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.",
      401,
    );
    failure.place = { source: "authorization", scope: "product", section: "inbound", path: "", policyId: "" };
    return failure;
  }
  return undefined;
}
