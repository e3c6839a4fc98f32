import type { Attack, Breach } from "../../attack";
import type { Lab, LabServer } from "../../lab/lab";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";
import type { RawRequest } from "../../lab/wire";

/** Ten times what one caller of the smallest size may send in a minute, and as much again. */
const MOST = 2400;

/** Sent at once. */
const ABREAST = 32;

export const attack: Attack = {
  id: "too-many-of-an-address",
  risk: "MCP07",
  controls: ["MCP07-10"],
  title: "One address that tries tokens",
  why: "Guessing would cost the attacker nothing, and checking every guess would cost the gateway a lot.",
  *attempts({ servers }) {
    const [server] = servers;
    if (server === undefined) return;
    yield { name: `${server.name}: bad tokens from one address`, alone: true, run: (lab) => flood(lab, server) };
  },
};

async function flood(lab: Lab, server: LabServer): Promise<readonly Breach[]> {
  const guess = (index: number): RawRequest =>
    ordinaryCall(server, { token: `guess.${index}.x`, headers: { "X-Forwarded-For": `198.51.100.${index % 250}` } });
  for (let sent = 0; sent < MOST; sent += ABREAST) {
    const answers = await Promise.all(Array.from({ length: ABREAST }, (_, index) => lab.send(guess(sent + index))));
    if (answers.some(({ status }) => status === 429)) {
      return exchange(lab, server, guess(MOST), plainly(429, "address-limit", "MCP07-10"));
    }
  }
  return [{ what: "ceiling", expected: "429 in the end", seen: `${MOST} bad tokens in a row were looked at` }];
}
