import { validateArguments, type Json } from "../../locks";
import { membersOf, scopeNeeded, type Approvals } from "../approvals";
import type { ReachedServer, Sent } from "../field";
import { parsed } from "../request";
import type { Fault } from ".";

/** What may reach a server, told from the case and from what the server saw, not from what the gateway says of it. */
export function passageFaults(
  { one, reached }: Sent,
  approvals: Approvals | undefined,
  tokens: readonly string[],
): readonly Fault[] {
  return reached.flatMap((request): Fault[] => {
    const faults: Fault[] = [];
    const claim = (property: Fault["property"], holds: boolean, seen: string): void => {
      if (!holds) faults.push({ property, seen: `${seen}: ${request.method} ${request.body.slice(0, 300)}` });
    };
    const { token, session } = one;
    claim("valid token", token.kind === "good" && request.server === one.server, `with a token that is ${token.kind}`);
    if (approvals !== undefined) {
      const message = membersOf(parsed(request.body));
      const needed = scopeNeeded(approvals, message);
      const has = token.kind === "good" ? token.scopes : [];
      claim(
        "scope",
        token.kind !== "good" || (needed !== undefined && has.includes(needed)),
        `needs ${needed ?? "what no scope opens"}, the token has ${has.join(" ") || "none"}`,
      );
      const isInSession = !approvals.protocols.includes("2026-07-28") && message.method !== "initialize";
      claim("session", !isInSession || session === "own", `with a session that is ${session}`);
      const misfit = argumentsMisfit(approvals, message);
      claim("arguments", misfit === undefined, `arguments do not fit at "${misfit ?? ""}"`);
    }
    claim("no token of a client", !tokens.some((text) => holds(request, text)), "with a client's token");
    return faults;
  });
}

/** Where the arguments of a call do not fit the approved schema. */
function argumentsMisfit(
  { tools }: Approvals,
  { method, params }: Readonly<Record<string, unknown>>,
): string | undefined {
  const { name, arguments: given } = membersOf(params);
  if (method !== "tools/call" || typeof name !== "string" || !Object.hasOwn(tools, name)) return undefined;
  const tool = tools[name];
  return tool === undefined ? undefined : validateArguments(tool.schema, (given ?? {}) as Json)[0]?.where;
}

function holds(request: ReachedServer, token: string): boolean {
  return JSON.stringify(request).includes(token);
}
