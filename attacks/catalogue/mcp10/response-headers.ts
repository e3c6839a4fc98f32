import type { Attack } from "../../attack";
import { callerOf } from "../../lab/caller";
import type { Lab, LabServer } from "../../lab/lab";
import { callTool, initializeRequest, rawRequest, rpcRequest } from "../../lab/messages";
import { observe } from "../../lab/oracle";
import type { RawRequest } from "../../lab/wire";
import { argumentsWith, sampleOf } from "../../payloads/samples";

/** Names that tell what answers, keep something in the client, or send it elsewhere. */
const telling =
  /^(?:server|x-powered-by|x-aspnet.*|x-runtime|x-generator|x-served-by|x-envoy.*|x-(?:ms-)?request-id|request-context|via|set-cookie|location|content-location|etag|last-modified|age|expires|pragma|refresh|link|server-timing|alt-svc|traceparent|tracestate|ocp-apim.*|x-bulwark.*|x-ms-client.*)$/;

type Kind = (lab: Lab, server: LabServer) => Promise<RawRequest>;

const kinds: Readonly<Record<string, Kind>> = {
  list: async (lab, server) => rpcRequest(server, "tools/list", {}, await callerOf(lab, server)),
  call: async (lab, server) => {
    const sample = sampleOf(server);
    const [tool] = server.tools;
    const caller = await callerOf(lab, server);
    return sample === undefined
      ? callTool(server, tool?.name ?? "", {}, caller)
      : callTool(server, sample.text.tool, argumentsWith(sample.text, "Lake"), caller);
  },
  start: async (lab, server) => {
    const token = await lab.control.token({ server: server.name });
    return server.sessions ? initializeRequest(server, token) : rpcRequest(server, "server/discover", {}, { token });
  },
  "no token": (_, server) => Promise.resolve(rpcRequest(server, "tools/list", {})),
  "broken body": async (lab, server) => rawRequest(server, "{", await callerOf(lab, server)),
  "unknown method": async (lab, server) => rpcRequest(server, "no/such", {}, await callerOf(lab, server)),
  "unknown tool": async (lab, server) => callTool(server, "no_such_tool", {}, await callerOf(lab, server)),
  "unknown path": (_, server) => Promise.resolve({ ...rpcRequest(server, "tools/list", {}), path: "/nothing/here" }),
  "wrong verb": async (lab, server) => ({
    ...rawRequest(server, "", await callerOf(lab, server)),
    method: "PUT",
  }),
};

export const attack: Attack = {
  id: "response-headers",
  risk: "MCP10",
  controls: ["MCP10-2", "MCP10-3"],
  title: "Headers of every kind of answer",
  why: "A cache between here and the client serves one user's answer to another; names and versions show where to attack.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [kind, make] of Object.entries(kinds)) {
        yield {
          name: `${server.name}: ${kind}`,
          run: async (lab) => {
            const { answer, audit } = await observe(lab, server, await make(lab, server));
            const { headers } = answer;
            const names = Object.keys(headers).filter((name) => telling.test(name));
            const claims: readonly (readonly [string, string, string])[] = [
              ["audit records", "1", String(audit.length)],
              ["Cache-Control", "no-store", String(headers["cache-control"])],
              ["X-Content-Type-Options", "nosniff", String(headers["x-content-type-options"])],
              ["telling headers", "", names.join(", ")],
              ["cacheScope", "", /"cacheScope"\s*:\s*"public"/.test(answer.body) ? "public" : ""],
            ];
            return claims
              .filter(([, expected, seen]) => expected !== seen)
              .map(([what, expected, seen]) => ({ what, expected, seen }));
          },
        };
      }
    }
  },
};
