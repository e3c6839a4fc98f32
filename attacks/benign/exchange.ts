/** What an ordinary request must show. */
import type { Benign, Breach } from "../attack";
import { resultOf } from "../lab/answers";
import type { Lab, LabServer } from "../lab/lab";
import { exchange, type Seen } from "../lab/oracle";
import { outcome } from "../lab/outcomes";
import type { RawRequest } from "../lab/wire";

/** What is done at a server. */
export type Run = (lab: Lab, server: LabServer) => ReturnType<Benign["run"]>;

/** A request to the server of this name; it is not served where the stack has none. */
export function at(name: string, what: string, run: Run): Benign {
  return {
    name: `${name}: ${what}`,
    run: (lab) => {
      const server = lab.servers.find((one) => one.name === name);
      if (server === undefined) throw new Error(`the stack has no server ${name}`);
      return run(lab, server);
    },
  };
}

/** Sends a request that must be let through and answered with a result. */
export function mustPass(
  lab: Lab,
  server: LabServer,
  request: RawRequest,
  also?: (seen: Seen) => string | undefined,
): Promise<readonly Breach[]> {
  return exchange(lab, server, request, {
    ...outcome(server, "allowed"),
    also: (seen) => {
      if (seen.reached.length !== 1) return `reached the server ${seen.reached.length} times`;
      if (resultOf(seen.answer) === undefined) return `no result: ${seen.answer.body.slice(0, 200)}`;
      return also?.(seen);
    },
  });
}

/** The body that reached the server is, byte for byte, the one that was sent. */
export function arrivedWhole(request: RawRequest): (seen: Seen) => string | undefined {
  return ({ reached }) => {
    const body = reached[0]?.body;
    return body === String(request.body) ? undefined : `the server received ${String(body).slice(0, 300)}`;
  };
}

/** Both, the first complaint first. */
export function allOf(...claims: readonly ((seen: Seen) => string | undefined)[]): (seen: Seen) => string | undefined {
  return (seen) => claims.map((claim) => claim(seen)).find((complaint) => complaint !== undefined);
}

/** A member of the result, by its path, is exactly this. */
export function resultHas(path: readonly (string | number)[], expected: unknown): (seen: Seen) => string | undefined {
  return ({ answer }) => {
    const value = path.reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[key] : undefined),
      resultOf(answer),
    );
    const seen = JSON.stringify(value);
    return seen === JSON.stringify(expected)
      ? undefined
      : `${path.join(".")} is ${seen}, not ${JSON.stringify(expected)}`;
  };
}
