import type { Attack } from "../../attack";
import { adding, having, without } from "../../lab/change";
import type { LabServer } from "../../lab/lab";
import { isStateless, notification, rpcRequest, STATELESS_ERA } from "../../lab/messages";
import { exchange, type Expectation } from "../../lab/oracle";
import { ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { plainly, rpcRefused } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";
import type { RawRequest } from "../../lab/wire";

const VERSION = "MCP-Protocol-Version";
const IN_META = "io.modelcontextprotocol/protocolVersion";

type Case = readonly [change: (server: LabServer) => RawRequest, expected: Expectation];

export const attack: Attack = {
  id: "header-disagreement",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "Headers that say something else than the body, and revisions that nobody speaks",
  why: "Whoever decides by the header would let pass what the body then does.",
  *attempts({ servers }) {
    for (const server of servers) {
      const cases = isStateless(server) ? statelessCases() : sessionCases();
      for (const [name, [build, expected]] of Object.entries(cases)) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const { token, session } = await signIn(lab, server);
            const bare = build(server);
            const signed = adding(bare, ["Authorization", `Bearer ${token}`]);
            return exchange(
              lab,
              server,
              session === undefined ? signed : adding(signed, ["Mcp-Session-Id", session]),
              expected,
            );
          },
        };
      }
    }
  },
};

function mismatch(): Expectation {
  return rpcRefused({ status: 400, code: -32020, reason: "header-mismatch", control: "MCP05-1" });
}

function version(reason: "version-unknown" | "version-missing"): Expectation {
  const refused = rpcRefused({ status: 400, code: -32022, reason, control: "MCP05-1" });
  return {
    ...refused,
    also: (seen) => {
      const { error } = JSON.parse(seen.answer.body) as {
        readonly error: { readonly data: { readonly supported?: unknown } };
      };
      return JSON.stringify(error.data.supported) === JSON.stringify([STATELESS_ERA])
        ? refused.also?.(seen)
        : `the answer does not say what is spoken: ${JSON.stringify(error.data)}`;
    },
  };
}

function statelessCases(): Readonly<Record<string, Case>> {
  const meta = (value: unknown) => (server: LabServer) =>
    rpcRequest(server, "tools/list", { _meta: { [IN_META]: value } });
  const header = (name: string, value: string) => (server: LabServer) => having(ordinaryCall(server), name, value);
  const missing = (name: string) => (server: LabServer) => without(ordinaryCall(server), name);
  return {
    "Mcp-Method of another method": [header("Mcp-Method", "tools/list"), mismatch()],
    "Mcp-Method in another case": [header("Mcp-Method", "Tools/Call"), mismatch()],
    "Mcp-Method empty": [header("Mcp-Method", ""), mismatch()],
    "Mcp-Method missing": [missing("Mcp-Method"), mismatch()],
    "Mcp-Method twice": [(server) => adding(ordinaryCall(server), ["Mcp-Method", "tools/list"]), mismatch()],
    "Mcp-Name of another tool": [header("Mcp-Name", "submit_expense"), mismatch()],
    "Mcp-Name in another case": [
      (server) => having(ordinaryCall(server), "Mcp-Name", (server.tools[0]?.name ?? "").toUpperCase()),
      mismatch(),
    ],
    "Mcp-Name empty": [header("Mcp-Name", ""), mismatch()],
    "Mcp-Name missing": [missing("Mcp-Name"), mismatch()],
    "Mcp-Name of another tool in base64": [
      header("Mcp-Name", `=?base64?${Buffer.from("submit_expense").toString("base64")}?=`),
      mismatch(),
    ],
    "Mcp-Name in broken base64": [header("Mcp-Name", "=?base64?!!!?="), mismatch()],
    "Mcp-Name twice": [(server) => adding(ordinaryCall(server), ["Mcp-Name", "other"]), mismatch()],
    "version of the other era in the header": [header(VERSION, "2025-11-25"), mismatch()],
    "version missing in the header": [missing(VERSION), mismatch()],
    "version twice in the header": [(server) => adding(ordinaryCall(server), [VERSION, "2025-11-25"]), mismatch()],
    "version empty in the header": [header(VERSION, ""), mismatch()],
    "version of the other era in the body": [meta("2025-11-25"), mismatch()],
    "version of the other era in both": [
      (server) => having(meta("2025-11-25")(server), VERSION, "2025-11-25"),
      version("version-unknown"),
    ],
    "version that nobody speaks": [
      (server) => having(meta("2099-01-01")(server), VERSION, "2099-01-01"),
      version("version-unknown"),
    ],
    "version that is a number": [meta(20260728), mismatch()],
    "version that is an object": [meta({}), mismatch()],
    "version that is empty": [meta(""), mismatch()],
    "version nowhere": [
      (server) => without({ ...ordinaryList(server), body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' }, VERSION),
      version("version-missing"),
    ],
    "version only in the header": [
      (server) => ({ ...ordinaryList(server), body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' }),
      rpcRefused({ status: 400, code: -32602, reason: "version-missing", control: "MCP05-1" }),
    ],
    "a notification under another method's name": [
      (server) => having(notification(server, "notifications/cancelled", { requestId: 1 }), "Mcp-Method", "tools/list"),
      plainly(400, "header-mismatch", "MCP05-1"),
    ],
  };
}

function sessionCases(): Readonly<Record<string, Case>> {
  const unknown = plainly(400, "version-unknown", "MCP05-1");
  const disagreeing = plainly(400, "header-mismatch", "MCP05-1");
  const header = (value: string) => (server: LabServer) => having(ordinaryCall(server), VERSION, value);
  const versions = [
    "2026-07-28",
    "2024-11-05",
    "2025-03-26",
    "2025-06-18",
    "2099-01-01",
    "1.0",
    "2025-11-25 x",
    "*",
    "latest",
    "2025-11-2",
    "DRAFT",
  ];
  return {
    ...Object.fromEntries(versions.map((value) => [`version ${value}`, [header(value), unknown] as const])),
    "version empty": [header(""), unknown],
    "version missing": [(server) => without(ordinaryCall(server), VERSION), plainly(400, "version-missing", "MCP05-1")],
    "version twice": [(server) => adding(ordinaryCall(server), [VERSION, "2026-07-28"]), disagreeing],
    "version twice the same": [(server) => adding(ordinaryCall(server), [VERSION, "2025-11-25"]), disagreeing],
    "two versions in one header": [header("2025-11-25, 2026-07-28"), disagreeing],
    "another version in the body": [
      (server) => rpcRequest(server, "tools/list", { _meta: { [IN_META]: "2026-07-28" } }),
      disagreeing,
    ],
    "Mcp-Method of another method": [
      (server) => adding(ordinaryCall(server), ["Mcp-Method", "tools/list"]),
      disagreeing,
    ],
    "Mcp-Name of another tool": [(server) => adding(ordinaryCall(server), ["Mcp-Name", "other"]), disagreeing],
    "a notification of another version": [
      (server) => having(notification(server, "notifications/initialized", undefined), VERSION, "2099-01-01"),
      unknown,
    ],
  };
}
