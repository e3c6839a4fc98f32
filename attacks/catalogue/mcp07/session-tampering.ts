import type { Attack } from "../../attack";
import { ANOTHER_USER, signIn } from "../../lab/sign-in";
import { flipped } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { plainly } from "../../lab/refusals";

type Json = Readonly<Record<string, unknown>>;
/** @param other a good session of another user */
type Change = (session: string, other: string) => string;

const REFUSED = plainly(404, "session-unknown", "MCP07-7");

export const attack: Attack = {
  id: "session-tampering",
  risk: "MCP07",
  controls: ["MCP07-7"],
  title: "Session ids that were changed or made up",
  why: "Who can make a session id, or a server's own out of one, takes over another user's conversation.",
  *attempts({ servers }) {
    for (const server of servers.filter(({ sessions }) => sessions)) {
      for (const [name, change] of Object.entries(changes())) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const { token, session = "" } = await signIn(lab, server);
            const { session: other = "" } = await signIn(lab, server, { oid: ANOTHER_USER });
            const request = ordinaryCall(server, { token, session: change(session, other) });
            return exchange(lab, server, request, REFUSED);
          },
        };
      }
    }
  },
};

function changes(): Readonly<Record<string, Change>> {
  const places: Record<string, Change> = {};
  for (const at of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    places[`payload, one character at ${Math.round(at * 100)}%`] = (session) =>
      withPart(session, 1, (text) => flipped(text, Math.floor(text.length * at)));
    places[`seal, one character at ${Math.round(at * 100)}%`] = (session) =>
      withPart(session, 2, (text) => flipped(text, Math.floor(text.length * at)));
  }
  return {
    ...places,
    "another user": (session) => withMember(session, "u", ANOTHER_USER),
    "another client": (session) => withMember(session, "c", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"),
    "another server": (session) => withMember(session, "s", "ledger"),
    "a later end": (session) => withMember(session, "e", 4_102_444_800),
    "another of the server's sessions": (session) => withMember(session, "i", encode("guessed")),
    "an unknown key version": (session) => withMember(session, "k", "0".repeat(32)),
    "a key version that is a path": (session) => withMember(session, "k", "../../secrets/other"),
    "a member more": (session) => withMember(session, "x", "1"),
    "the seal of another": (session, other) => withPart(session, 2, () => other.split(".")[2] ?? ""),
    "the payload of another": (session, other) => withPart(session, 1, () => other.split(".")[1] ?? ""),
    "no seal": (session) => session.split(".").slice(0, 2).join("."),
    "an empty seal": (session) => withPart(session, 2, () => ""),
    "a seal cut short": (session) => withPart(session, 2, (text) => text.slice(0, 20)),
    "a seal with a tail": (session) => `${session}A`,
    "a seal of zeros": (session) => withPart(session, 2, (text) => "A".repeat(text.length)),
    "version 0": (session) => withPart(session, 0, () => "v0"),
    "version 2": (session) => withPart(session, 0, () => "v2"),
    "version in upper case": (session) => withPart(session, 0, () => "V1"),
    "no version": (session) => session.split(".").slice(1).join("."),
    "a fourth part": (session) => `${session}.AAAA`,
    padding: (session) => `${session}=`,
    "in quotes": (session) => `"${session}"`,
    "two with a comma": (session, other) => `${session}, ${other}`,
    "twice the same": (session) => `${session}, ${session}`,
    "the server's own id inside": (session) => decode(String(payloadOf(session).i)),
    "the payload alone": (session) => session.split(".")[1] ?? "",
    "payload that is no JSON": (session) => withPart(session, 1, () => encode("not json")),
    "payload that is a list": (session) => withPart(session, 1, () => encode("[]")),
    "payload without members": (session) => withPart(session, 1, () => encode("{}")),
    "payload of other types": (session) =>
      withPart(session, 1, () => encode('{"s":1,"u":[],"c":{},"e":"x","i":null,"k":true}')),
    "payload with two users": (session) =>
      withPart(session, 1, (text) => encode(decode(text).replace(/^\{/, `{"u":"${ANOTHER_USER}",`))),
    "a UUID": () => "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a99",
    "a number": () => "1",
    words: () => "null",
    "a query": () => "' OR '1'='1",
    "a path": () => "../../sessions/1",
    "very long": (session) => session + "A".repeat(4000),
  };
}

function payloadOf(session: string): Json {
  return JSON.parse(decode(session.split(".")[1] ?? "")) as Json;
}

function withMember(session: string, name: string, value: unknown): string {
  return withPart(session, 1, () => encode(JSON.stringify({ ...payloadOf(session), [name]: value })));
}

function withPart(session: string, index: number, change: (part: string) => string): string {
  return session
    .split(".")
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function decode(part: string): string {
  return Buffer.from(part, "base64url").toString();
}
