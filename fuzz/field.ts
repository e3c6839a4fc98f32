/** Sends batches and gathers what they leave behind. The control port is asked once a batch, not once a request. */
import type { LogRecord, Reached } from "../attacks/lab/control";
import type { Lab } from "../attacks/lab/lab";
import { send, type Answer } from "../attacks/lab/wire";
import type { Batch, FuzzCase } from "./case";
import { CASE_HEADER, Preparer, type Prepared } from "./request";

/** One case and what became of it. */
export interface Sent {
  readonly one: FuzzCase;
  readonly prepared: Prepared;
  /** Or why there is none. */
  readonly answer: Answer | Error;
  /** At any server. */
  readonly reached: readonly ReachedServer[];
}

/** One request as it reached a server. */
export interface ReachedServer extends Reached {
  readonly server: string;
}

/** All that a batch left behind. */
export interface Trail {
  readonly sent: readonly Sent[];
  /** In the order in which they were written. */
  readonly audit: readonly LogRecord[];
  readonly logs: readonly LogRecord[];
  /** What reached a server and belongs to no case. */
  readonly strays: readonly ReachedServer[];
}

/** Longest that records may take to appear behind the last answer, in ms. */
const RECORDS_PATIENCE_MS = 1000;
const RECORDS_PAUSE_MS = 25;

/** A lab whose memory of sessions can be cleared with the simulator's own. */
export type FuzzLab = Lab & { forget(): void };

/** Sends the cases of a batch one after the other, from a fresh start. */
export async function sendBatch(lab: FuzzLab, batch: Batch): Promise<Trail> {
  lab.forget();
  await lab.control.reset();
  const preparer = new Preparer(lab);
  const prepared: Prepared[] = [];
  for (const [index, one] of batch.cases.entries()) prepared.push(await preparer.prepare(one, index));
  await forget(lab);
  await breakParties(lab, batch);
  const answers: (Answer | Error)[] = [];
  for (const { request } of prepared) {
    answers.push(await send(request).catch((error: unknown) => asError(error)));
  }
  const logs = await logsOf(lab, prepared.length);
  const reached = await reachedOf(lab);
  const sent = batch.cases.flatMap((one, index): Sent[] => {
    const [ready, answer] = [prepared[index], answers[index]];
    if (ready === undefined || answer === undefined) return [];
    return [{ one, prepared: ready, answer, reached: reached.filter((request) => isOf(request, index)) }];
  });
  const strays = reached.filter((request) => !sent.some((_, index) => isOf(request, index)));
  return { sent, audit: logs.filter(isAudit), logs, strays };
}

/** The requests that opened sessions are not the fuzz's. */
async function forget(lab: Lab): Promise<void> {
  await lab.control.forgetLogs();
  for (const { name } of lab.servers) await lab.control.forgetReached(name);
}

async function breakParties(lab: Lab, { weather }: Batch): Promise<void> {
  if (weather === undefined) return;
  const { target, mode } = weather;
  const targets = target === "backend" ? lab.servers.map(({ name }) => `backend:${name}`) : [target];
  for (const one of targets) await lab.control.fault(one, mode);
}

async function logsOf(lab: Lab, wanted: number): Promise<readonly LogRecord[]> {
  const end = performance.now() + RECORDS_PATIENCE_MS;
  let logs = await lab.control.logs();
  while (logs.filter(isAudit).length < wanted && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, RECORDS_PAUSE_MS));
    logs = await lab.control.logs();
  }
  return logs;
}

async function reachedOf(lab: Lab): Promise<readonly ReachedServer[]> {
  const all: ReachedServer[] = [];
  for (const { name } of lab.servers) {
    all.push(...(await lab.control.reached(name)).map((request) => ({ ...request, server: name })));
  }
  return all;
}

function isAudit({ source }: LogRecord): boolean {
  return source === "bulwark-audit";
}

function isOf({ headers }: Reached, index: number): boolean {
  return headers[CASE_HEADER.toLowerCase()] === String(index);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
