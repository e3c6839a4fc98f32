/**
 * The stand: the planned gateway with every other party behind it, in one process, on loopback ports. It serves what is in
 * the plan, and nothing else.
 */
import { openGateway, type Gateway } from "../gateway";
import { startExpressionHost } from "../gateway/expressions";
import type { ExpressionHost } from "../gateway/expressions/types";
import { estateOf, serversIn, type Estate } from "../planned";
import type { Plan } from "../../plan/format";
import { MovableClock } from "./clock";
import { startControl } from "./control";
import { exchangeable } from "./exchangeable";
import { infoOf, type StandInfo } from "./info";
import { Started, startParts, type Parts } from "./parts";
import { reservePort } from "./reserved-port";
import { TraceLog } from "./trace-log";

export { EstateRefusal } from "../planned";
export { GatewayRefusal } from "../gateway";
export type { ServerInfo, StandInfo } from "./info";
export { plannedStack, type Planning } from "./planning";
export { NoSurface } from "./surfaces";
export type { LoggedTrace } from "./trace-log";

export interface StandOptions {
  readonly plan: Plan;
  /** The project's root, absolute: where locks are read for servers that no sample is named after. */
  readonly root: string;
  /** Port of the gateway; default 0: any that is free. */
  readonly port?: number;
}

export interface Stand {
  readonly info: StandInfo;
  readonly gateway: Gateway;
  /** As at the start, rate counters and caches too; ports, keys and secrets stay. */
  reset(): Promise<void>;
  /**
   * From now on another plan's gateway answers, with the same parties and addresses behind it: what it was told before is
   * forgotten.
   *
   * @throws EstateRefusal, GatewayRefusal; the gateway that answered before then goes on
   */
  exchange(plan: Plan): Promise<void>;
  /** Stops everything. */
  close(): Promise<void>;
}

/**
 * Starts everything; what had been started is stopped again where something cannot be.
 *
 * @throws EstateRefusal, GatewayRefusal, NoSurface with what is wrong with the plan
 */
export async function startStand(options: StandOptions): Promise<Stand> {
  const started = new Started();
  try {
    return await start(options, started);
  } catch (error) {
    await started.close();
    throw error;
  }
}

async function start({ plan, root, port = 0 }: StandOptions, started: Started): Promise<Stand> {
  const clock = new MovableClock();
  const log = new TraceLog();
  const parts = await startParts(serversIn(plan), { root, clock, started });
  const reserved = await reservePort(port);
  const expressions = await started.add(startExpressionHost({ clock }));
  const open = (estate: Estate): Promise<Gateway> => openedGateway(estate, { parts, clock, log, expressions });
  const estateFor = (other: Plan): Estate => estateOf(other, addressesOf(parts, reserved.origin));
  let first: Gateway;
  let estate: Estate;
  try {
    estate = estateFor(plan);
    for (const party of partiesOf(parts)) {
      party.serve(estate);
    }
    first = await open(estate);
  } finally {
    await reserved.release();
  }
  const { front: gateway, exchange } = exchangeable(first);
  const listening = await started.add(gateway.listen(reserved.port));
  const reset = async (): Promise<void> => {
    clock.reset();
    for (const party of partiesOf(parts)) {
      party.reset();
    }
    await Promise.all(parts.backends.map(({ sample }) => sample.reset()));
    gateway.reset();
    log.forget();
  };
  const secrets = estate.vault?.secrets ?? [];
  const control = await started.add(startControl({ parts, clock, log, gateway, secrets, reset }));
  const doors = Object.fromEntries(parts.backends.map(({ name, door }) => [name, door.origin]));
  return {
    info: infoOf(estate, { gateway: listening.origin, control: control.origin, doors }),
    gateway,
    reset,
    exchange: async (other) => {
      exchange(await open(estateFor(other)));
    },
    close: () => started.close(),
  };
}

async function openedGateway(
  estate: Estate,
  around: {
    readonly parts: Parts;
    readonly clock: MovableClock;
    readonly log: TraceLog;
    readonly expressions: ExpressionHost;
  },
): Promise<Gateway> {
  const { parts, clock, log, expressions } = around;
  return openGateway({
    plan: estate.plan,
    expressions,
    clock,
    log: (record) => {
      log.add(record);
    },
    entra: {
      metadata: parts.entra.origin,
      tokenEndpointForIdentities: (clientId, resource) => parts.entra.identityToken(clientId, resource),
    },
  });
}

function partiesOf({ entra, vault, contentSafety, backends }: Parts) {
  return [entra, vault, contentSafety, ...backends.map(({ door }) => door)];
}

function addressesOf({ entra, vault, contentSafety, backends }: Parts, gateway: string) {
  return {
    gateway,
    entra: entra.origin,
    vault: vault.origin,
    contentSafety: contentSafety.origin,
    doors: Object.fromEntries(backends.map(({ name, door }) => [name, door.origin])),
  };
}
