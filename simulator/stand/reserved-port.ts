import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** A port that nobody else gets until it is released. */
export interface ReservedPort {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  release(): Promise<void>;
}

/**
 * The gateway's address stands in the plan that it serves, so it must be known before the gateway can be opened.
 *
 * @param port 0 for any that is free
 * @throws the system's error where the port is taken
 */
export async function reservePort(port: number): Promise<ReservedPort> {
  const holder = createServer();
  holder.listen(port, "127.0.0.1");
  await once(holder, "listening");
  const { port: taken } = holder.address() as AddressInfo;
  return {
    port: taken,
    origin: `http://127.0.0.1:${taken}`,
    release: async () => {
      const closed = once(holder, "close");
      holder.close();
      await closed;
    },
  };
}
