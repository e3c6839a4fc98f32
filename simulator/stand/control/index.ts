/**
 * The control port: with it a test can be every other party. Every call is answered with JSON; one that is wrong with
 * `{error}`, a sentence that says what to send instead.
 */
import fastify, { type FastifyInstance } from "fastify";
import type { Gateway } from "../../gateway";
import { TokenOptionsMistake } from "../../parties";
import type { MovableClock } from "../clock";
import type { Parts } from "../parts";
import type { TraceLog } from "../trace-log";
import { bodies, bodyOf, ControlMistake } from "./bodies";
import { addFaults } from "./faults";
import { addServers } from "./servers";

/** Bytes of a call: an answer of 16 MB, and what is around it. */
const BODY_LIMIT = 17 * 1024 * 1024;

/** What the control port acts on. */
export interface Controlled {
  readonly parts: Parts;
  readonly clock: MovableClock;
  readonly log: TraceLog;
  readonly gateway: Gateway;
  /** Names of the vault's secrets. */
  readonly secrets: readonly string[];
  readonly reset: () => Promise<void>;
}

export async function startControl(
  controlled: Controlled,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const { parts, clock, log, gateway, secrets, reset } = controlled;
  const app = withJsonOnly(fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true }));

  app.post("/token", async ({ body }) => ({ access_token: await parts.entra.issueToken(body ?? {}) }));
  addFaults(app, parts, secrets);
  addServers(app, parts);
  app.get("/logs", () => log.all());
  app.delete("/logs", () => {
    log.forget();
    return {};
  });
  app.get("/measurements", () => gateway.measurements());
  app.post("/clock", ({ body }) => {
    const { advanceSeconds } = bodyOf(bodies.clock, body, '{"advanceSeconds": 60}');
    clock.advance(advanceSeconds);
    return { now: new Date(clock.now()).toISOString() };
  });
  app.post("/reset", async () => {
    await reset();
    return {};
  });

  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { origin, close: () => app.close() };
}

/** A body is JSON whatever its content type says, and may be missing. */
function withJsonOnly(app: FastifyInstance): FastifyInstance {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_, text, done) => {
    const json = String(text);
    try {
      done(null, json.trim() === "" ? undefined : JSON.parse(json));
    } catch (error) {
      done(new ControlMistake(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`));
    }
  });
  app.setErrorHandler((error, _, reply) => {
    const message = error instanceof Error ? error.message : String(error);
    return reply.code(statusOf(error)).send({ error: message });
  });
  app.setNotFoundHandler(({ method, url }, reply) =>
    reply.code(404).send({ error: `The control port has no ${method} ${url}: design/interfaces names its calls.` }),
  );
  return app;
}

function statusOf(error: unknown): number {
  if (error instanceof ControlMistake) {
    return error.status;
  }
  if (error instanceof TokenOptionsMistake) {
    return 400;
  }
  // Fastify's own, such as a body that is too large.
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === "number" ? status : 500;
}
