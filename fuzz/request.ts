/** From a generated case to the bytes that are sent. */
import { flipped } from "../attacks/lab/change";
import type { TokenRequest } from "../attacks/lab/control";
import type { Lab, LabServer } from "../attacks/lab/lab";
import { headerValue, isStateless, rawRequest } from "../attacks/lab/messages";
import { ANOTHER_USER } from "../attacks/lab/sign-in";
import type { RawRequest } from "../attacks/lab/wire";
import { membersOf } from "./approvals";
import type { BadToken, ByteEdit, FuzzCase, SessionChoice, TokenChoice } from "./case";

/** Header by which a request is known again where it reaches a server. */
export const CASE_HEADER = "X-Fuzz-Case";

/** One case as it is sent. */
export interface Prepared {
  readonly request: RawRequest;
  /** Tokens of the client in it; none of them may reach a server. */
  readonly token: string | undefined;
}

/** Nobody's: no client of a server, no tenant, no key. */
const STRANGER = "0f6a3f6e-6a53-4c6b-8f0e-4f3f3e0d9c11";

/** More than the 60 s by which clocks may differ, less than the 5 minutes that the platform would grant; in seconds. */
const BEYOND_SKEW_S = 150;
const LIFE_S = 3600;

/** Makes requests against one lab. */
export class Preparer {
  constructor(private readonly lab: Lab) {}

  /** @param index the case's place in its batch */
  async prepare(one: FuzzCase, index: number): Promise<Prepared> {
    const server = this.serverOf(one.server);
    const token = await this.tokenFor(server, one.token);
    const session = server.sessions ? await this.sessionFor(server, one) : undefined;
    const scheme = one.token.kind === "basic" ? "Basic" : "Bearer";
    const options = {
      ...(session === undefined ? {} : { session }),
      headers: {
        ...(token === undefined ? {} : { Authorization: `${scheme} ${token}` }),
        ...one.headers,
        [CASE_HEADER]: String(index),
      },
    };
    const { path: own, ...rest } = rawRequest(server, edited(one), options, mirrors(server, one.text));
    const { method: _, body, ...sent } = rest;
    const request = { ...sent, method: one.verb, path: one.path.replace("{path}", own.slice(1)) };
    const withBody = !["GET", "HEAD", "DELETE", "OPTIONS"].includes(one.verb) && body !== undefined;
    return { request: withBody ? { ...request, body } : request, token: token === "" ? undefined : token };
  }

  private serverOf(name: string): LabServer {
    const server = this.lab.servers.find((known) => known.name === name);
    if (server === undefined) throw new Error(`the stand has no server ${name}`);
    return server;
  }

  private otherThan(server: LabServer): LabServer {
    return (
      this.lab.servers.find(({ name, sessions }) => name !== server.name && sessions === server.sessions) ?? server
    );
  }

  private good(server: LabServer, scopes: readonly string[], user: number): Promise<string> {
    const oid = user === 0 ? {} : { oid: ANOTHER_USER };
    return this.lab.control.token({ server: server.name, scp: scopes.join(" "), ...oid });
  }

  /** A session belongs to a user, a client and a server, whatever the scopes of the token that it was opened with. */
  private async sessionFor(server: LabServer, { session, token }: FuzzCase): Promise<string | undefined> {
    const user = token.kind === "good" ? token.user : 0;
    const of = async (whose: LabServer, who: number): Promise<string> =>
      (await this.lab.session(whose, await this.good(whose, whose.scopes, who))) ?? "";
    const made: Record<SessionChoice, () => Promise<string | undefined>> = {
      own: () => of(server, user),
      absent: () => Promise.resolve(undefined),
      "of-another-user": () => of(server, 1 - user),
      "of-another-server": () => of(this.otherThan(server), user),
      changed: async () => flipped(await of(server, user), -9),
      "not-a-session": () => Promise.resolve("v1.e30.AAAA"),
    };
    return made[session]();
  }

  private async tokenFor(server: LabServer, choice: TokenChoice): Promise<string | undefined> {
    if (choice.kind === "good") return this.good(server, choice.scopes, choice.user);
    const ask = (more: TokenRequest): Promise<string> => this.lab.control.token({ server: server.name, ...more });
    const other = this.lab.servers.find(({ name }) => name !== server.name);
    const made: Record<BadToken, () => Promise<string | undefined>> = {
      absent: () => Promise.resolve(undefined),
      empty: () => Promise.resolve(""),
      "not-a-token": () => Promise.resolve("e30.e30.e30"),
      basic: () => ask({}),
      cut: async () => (await ask({})).split(".").slice(0, 2).join("."),
      "changed-signature": async () => flipped(await ask({}), -9),
      "changed-claims": async () => withOtherUser(await ask({})),
      unsigned: () => ask({ alg: "none" }),
      symmetric: () => ask({ alg: "HS256" }),
      "unknown-key": () => ask({ kid: "unknown" }),
      expired: () => ask({ nbf: 1_600_000_000, exp: 1_600_003_600 }),
      "not-yet-valid": () => ask({ nbf: 4_000_000_000, exp: 4_000_003_600 }),
      "just-expired": () => ask({ nbf: now() - LIFE_S, exp: now() - BEYOND_SKEW_S }),
      "soon-valid": () => ask({ nbf: now() + BEYOND_SKEW_S, exp: now() + LIFE_S }),
      "other-audience": () => ask({ aud: other?.audience ?? STRANGER }),
      "other-client": () => ask({ azp: STRANGER }),
      "other-tenant": () => ask({ tid: STRANGER }),
      "other-issuer": () => ask({ iss: `https://issuer.example/${server.tenant}/v2.0` }),
      "version-1": () => ask({ ver: "1.0" }),
      "no-user": () => ask({ oid: null }),
      "no-client": () => ask({ azp: null }),
    };
    return made[choice.kind]();
  }
}

/** Seconds since 1970: each batch begins with the simulator's clock at the machine's time. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** The same signature under another user's claims. */
function withOtherUser(token: string): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = { ...membersOf(JSON.parse(Buffer.from(payload, "base64url").toString())), oid: ANOTHER_USER };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
}

/** The body's bytes, changed where the case says so. */
export function edited({ text, edit }: Pick<FuzzCase, "text" | "edit">): Buffer {
  const bytes = Buffer.from(text);
  return edit === undefined ? bytes : withEdit(bytes, edit);
}

function withEdit(bytes: Buffer, edit: ByteEdit): Buffer {
  const at = Math.floor(edit.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (edit.kind) {
    case "cut":
      return before;
    case "insert":
      return Buffer.concat([before, Buffer.from(edit.bytes), after]);
    case "replace":
      return Buffer.concat([before, Buffer.from([edit.byte]), after.subarray(1)]);
  }
}

/** Headers that say what the body says, as an honest client of the stateless era sets them. */
function mirrors(server: LabServer, text: string): Readonly<Record<string, string>> {
  const { method, params } = membersOf(parsed(text));
  if (!isStateless(server) || typeof method !== "string") return {};
  const { name, uri } = membersOf(params);
  const target = ["tools/call", "prompts/get"].includes(method) ? name : method === "resources/read" ? uri : undefined;
  return {
    "Mcp-Method": headerValue(method),
    ...(typeof target === "string" ? { "Mcp-Name": headerValue(target) } : {}),
  };
}

/** What JSON holds; undefined where the text is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
