/** Breaking and mending parties, and having them take new keys. */
import type { FastifyInstance } from "fastify";
import type { Party } from "../../parties";
import type { Parts } from "../parts";
import { bodies, bodyOf, ControlMistake } from "./bodies";

/** @param secrets names of the vault's secrets */
export function addFaults(app: FastifyInstance, parts: Parts, secrets: readonly string[]): void {
  const targets = targetsOf(parts);
  app.post("/fault", ({ body }) => {
    const { target, mode } = bodyOf(bodies.fault, body, '{"target": "content-safety", "mode": "down"}');
    const party = targets.get(target);
    if (party === undefined) {
      throw new ControlMistake(400, `There is no target ${target}. Targets are ${[...targets.keys()].join(", ")}.`);
    }
    party.fault(mode);
    return { target, mode };
  });
  app.post("/rotate", async ({ body }) => {
    const { target } = bodyOf(bodies.rotate, body, '{"target": "vault"}');
    if (target === "entra") {
      await parts.entra.rotateKeys();
    } else {
      secrets.forEach((name) => parts.vault.rotate(name));
    }
    return { target };
  });
}

function targetsOf({ entra, vault, contentSafety, backends }: Parts): ReadonlyMap<string, Party> {
  return new Map<string, Party>([
    ["content-safety", contentSafety],
    ["entra", entra],
    ["vault", vault],
    ...backends.map(({ name, door }) => [`backend:${name}`, door] as const),
  ]);
}
