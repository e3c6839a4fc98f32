import type { Attack, Breach } from "../../attack";
import { metadataUrl, wireScope } from "../../lab/challenge";
import type { Lab, LabServer } from "../../lab/lab";
import { challengeOf, observe, type Seen } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { exchange } from "../../lab/oracle";
import { plainly } from "../../lab/refusals";

export const attack: Attack = {
  id: "discovery",
  risk: "MCP07",
  controls: ["MCP07-2", "MCP07-3"],
  title: "The way from a refusal to a token, walked as a client walks it",
  why: "A client that is led to another authorization server hands it the user's consent and tokens.",
  *attempts({ servers }) {
    for (const server of servers) {
      yield { name: `${server.name}: challenge, metadata, authorization server`, run: (lab) => walk(lab, server) };
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        yield {
          name: `${server.name}: ${method} at the metadata`,
          run: (lab) => {
            const { origin, pathname } = new URL(metadataUrl(server));
            const request = { method, origin, path: pathname, headers: [], body: "{}" };
            return exchange(lab, server, request, plainly(404, "no-such-address", "MCP07-4"));
          },
        };
      }
    }
  },
};

async function walk(lab: Lab, server: LabServer): Promise<readonly Breach[]> {
  const found: Breach[] = [];
  const claim = (what: string, expected: unknown, seen: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(seen)) {
      found.push({ what, expected: JSON.stringify(expected), seen: JSON.stringify(seen) });
    }
  };
  const refused = await observe(lab, server, ordinaryCall(server));
  const address = challengeOf(refused.answer)?.resource_metadata ?? "";
  claim("address of the metadata", metadataUrl(server), address);
  const read = await get(lab, server, address);
  claim("metadata", 200, read.answer.status);
  claim("metadata's audit", ["metadata", null, "allow"], auditOf(read));
  const metadata = JSON.parse(read.answer.body) as Readonly<Record<string, unknown>>;
  claim("resource", server.url, metadata.resource);
  claim("bearer methods", ["header"], metadata.bearer_methods_supported);
  const [scope] = metadata.scopes_supported as readonly string[];
  claim("first scope", wireScope(server, server.baseScope), scope);
  const authorizationServers = metadata.authorization_servers as readonly string[];
  claim("authorization servers", 1, authorizationServers.length);
  const [issuer = ""] = authorizationServers;
  claim("the authorization server's tenant", true, new URL(issuer).pathname.includes(server.tenant));
  claim("stored nowhere", "no-store", read.answer.headers["cache-control"]);
  return found;
}

function get(lab: Lab, server: LabServer, address: string): Promise<Seen> {
  const { origin, pathname } = new URL(address);
  return observe(lab, server, { method: "GET", origin, path: pathname, headers: [] });
}

function auditOf({ audit }: Seen): unknown {
  const [record] = audit;
  return [record?.reason, record?.control, record?.decision];
}
