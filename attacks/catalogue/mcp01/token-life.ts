import type { Attack } from "../../attack";
import { now, signIn } from "../../lab/sign-in";
import type { TokenRequest } from "../../lab/control";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { tokenRefused } from "../../lab/refusals";

type Life = (now: number) => TokenRequest;

/** Clocks may differ by 60 s and not more; the not-yet-valid ones leave two seconds for the test to be sent. */
const LIVES: Readonly<Record<string, readonly [life: Life, reasons: readonly string[]]>> = {
  "ended 60 s ago": [(time) => ({ nbf: time - 3600, exp: time - 60 }), ["token-expired"]],
  "ended 61 s ago": [(time) => ({ nbf: time - 3600, exp: time - 61 }), ["token-expired"]],
  "ended 4 minutes ago": [(time) => ({ nbf: time - 3600, exp: time - 240 }), ["token-expired"]],
  "ended 299 s ago": [(time) => ({ nbf: time - 3600, exp: time - 299 }), ["token-expired"]],
  "ended an hour ago": [(time) => ({ nbf: time - 7200, exp: time - 3600 }), ["token-expired"]],
  "ended in 1970": [() => ({ nbf: 0, exp: 1 }), ["token-expired"]],
  "begins in 63 s": [(time) => ({ nbf: time + 63 }), ["token-not-yet-valid"]],
  "begins in 4 minutes": [(time) => ({ nbf: time + 240 }), ["token-not-yet-valid"]],
  "begins in an hour": [(time) => ({ nbf: time + 3600, exp: time + 7200 }), ["token-not-yet-valid", "token-invalid"]],
  "no end": [() => ({ exp: null }), ["token-invalid"]],
  "an end in words": [() => ({ claims: { exp: "never" } }), ["token-invalid"]],
  "an end below zero": [() => ({ nbf: -2, exp: -1 }), ["token-expired", "token-invalid"]],
  "a beginning in words": [() => ({ claims: { nbf: "soon" } }), ["token-invalid", "token-not-yet-valid"]],
};

export const attack: Attack = {
  id: "token-life",
  risk: "MCP01",
  controls: ["MCP01-6"],
  title: "Tokens whose life is over or has not begun",
  why: "A token that was stolen once would be good for longer than Entra meant it to be.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, [life, reasons]] of Object.entries(LIVES)) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const token = await lab.control.token({ server: server.name, ...life(await now(lab, server)) });
            return exchange(lab, server, ordinaryCall(server, { token, session }), tokenRefused(server, ...reasons));
          },
        };
      }
      yield {
        name: `${server.name}: good once, an hour and a minute later`,
        alone: true,
        run: async (lab) => {
          const caller = await signIn(lab, server);
          await lab.control.advance(3661);
          return exchange(lab, server, ordinaryCall(server, caller), tokenRefused(server, "token-expired"));
        },
      };
    }
  },
};
