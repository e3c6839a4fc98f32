import type { Gateway } from "../gateway";

/** A gateway that listens, and whose policies can be exchanged for another plan's while it does. */
export interface ExchangeableGateway {
  /** What listens: hands every request to whoever answers at the moment. */
  readonly front: Gateway;
  /** From now on the other one answers. */
  readonly exchange: (other: Gateway) => void;
}

/** @param first answers until it is exchanged */
export function exchangeable(first: Gateway): ExchangeableGateway {
  const own = { handle: first.handle.bind(first), reset: first.reset.bind(first) };
  let current: Pick<Gateway, "handle" | "reset" | "measurements"> = {
    ...own,
    measurements: first.measurements.bind(first),
  };
  // The listening server asks its gateway for `handle` at each request.
  first.handle = (request, response) => {
    current.handle(request, response);
  };
  return {
    front: {
      handle: (request, response) => {
        current.handle(request, response);
      },
      listen: (port) => first.listen(port),
      reset: () => {
        current.reset();
      },
      measurements: () => current.measurements(),
    },
    exchange: (other) => {
      current = other;
    },
  };
}
