/** Everyone who may call: each allowed client, each scope, several users. */
import type { Benign, Breach } from "../attack";
import type { TokenRequest } from "../lab/control";
import type { Lab, LabServer } from "../lab/lab";
import { rpcRequest } from "../lab/messages";
import { everySample } from "../payloads/samples";
import { at, mustPass } from "./exchange";

export const callers: readonly Benign[] = everySample.flatMap(([name]) => [
  at(name, "every allowed client", (lab, server) =>
    each(server.clients, (azp) => listAs(lab, server, { azp }, "client", azp)),
  ),
  at(name, "two users one after the other", (lab, server) => {
    const oids = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
    return each(oids, (oid) => listAs(lab, server, { oid }, "user", oid));
  }),
  at(name, "a token with a role beside its scopes", (lab, server) => listAs(lab, server, { roles: ["Reader"] })),
  at(name, "a token with the base scope only", (lab, server) => listAs(lab, server, { scp: server.baseScope })),
]);

/** Lists the tools with such a token; the record must say who it was. */
async function listAs(
  lab: Lab,
  server: LabServer,
  claims: TokenRequest,
  member?: "client" | "user",
  expected?: string,
): Promise<readonly Breach[]> {
  const token = await lab.control.token({ server: server.name, ...claims });
  const session = await lab.session(server, token);
  return mustPass(lab, server, rpcRequest(server, "tools/list", {}, { token, session }), ({ audit }) =>
    member === undefined || audit[0]?.[member] === expected
      ? undefined
      : `the record names ${String(audit[0]?.[member])}`,
  );
}

/** One after the other: each looks at what it left behind. */
async function each<T>(items: readonly T[], run: (item: T) => Promise<readonly Breach[]>): Promise<readonly Breach[]> {
  const breaches: Breach[] = [];
  for (const item of items) breaches.push(...(await run(item)));
  return breaches;
}
