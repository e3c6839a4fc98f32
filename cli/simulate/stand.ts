/** A stand for a command: mistakes in the plan are told as the person's, not as ours. */
import type { Plan } from "../../plan/format";
import { PlanFormatError, readPlan } from "../../plan/read";
import { InterruptedError, type EngineEvent } from "../../simulator/engine";
import {
  EstateRefusal,
  GatewayRefusal,
  NoSurface,
  plannedStack,
  startStand,
  type Planning,
  type Stand,
} from "../../simulator/stand";
import { shownProblem } from "../../simulator/gateway";
import { interrupted, MistakeError } from "../mistake";
import { inputName, readInput } from "../plan/input";

/** Which plan is to be served. */
export interface StandCall {
  /** The project's root, absolute. */
  readonly root: string;
  /** What a relative file is relative to, absolute. */
  readonly folder: string;
  readonly stack: string;
  /** A plan or an export, `-` for standard input; default: the stack is previewed. */
  readonly plan?: string | undefined;
  /** Port of the gateway; 0 for any that is free. */
  readonly port: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: EngineEvent) => void;
}

/**
 * Makes or reads the plan, and starts the stand on it.
 *
 * @throws MistakeError with everything that is wrong with the plan; PreviewError where none can be made
 */
export async function openStand(
  call: StandCall,
  plan: (planning: Planning) => Promise<Plan> = plannedStack,
): Promise<Stand> {
  const served = await planOf(call, plan);
  if (call.signal.aborted) {
    throw interrupted();
  }
  try {
    return await startStand({ plan: served, root: call.root, port: call.port });
  } catch (error) {
    throw mistakeOf(error, call);
  }
}

async function planOf(call: StandCall, plan: (planning: Planning) => Promise<Plan>): Promise<Plan> {
  const { root, stack, signal, onEvent, folder, plan: file } = call;
  if (file === undefined) {
    try {
      return await plan({ root, stack, signal, onEvent });
    } catch (error) {
      throw signal.aborted || error instanceof InterruptedError ? interrupted() : error;
    }
  }
  const text = await readInput({ file, folder, signal });
  try {
    return readPlan(text);
  } catch (error) {
    throw error instanceof PlanFormatError
      ? new MistakeError("usage", `${inputName(file)} cannot be served.`, [error.message])
      : error;
  }
}

function mistakeOf(error: unknown, { port, plan, stack }: StandCall): unknown {
  const what = plan === undefined ? `The plan of stack ${stack}` : inputName(plan);
  if (error instanceof EstateRefusal) {
    return new MistakeError("program", `${what} cannot be served.`, error.problems);
  }
  if (error instanceof GatewayRefusal) {
    const problems = error.problems.map((problem) => shownProblem(problem));
    return new MistakeError("program", `${what} holds a gateway that API Management would refuse.`, problems);
  }
  if (error instanceof NoSurface) {
    return new MistakeError("program", `${what} has a server that nothing can stand in for.`, [error.message]);
  }
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE"
    ? new MistakeError("usage", `Port ${port} is taken: give another with --port, or 0 for any that is free.`)
    : error;
}
