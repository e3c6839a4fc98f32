/** What an attack has in the ordinary way before it changes one thing: a token, and a session. */
import type { TokenRequest } from "./control";
import type { Lab, LabServer } from "./lab";

/** Goes into the options of a message as it is. */
export interface SignedIn {
  readonly token: string;
  /** Undefined where the server has no sessions. */
  readonly session: string | undefined;
}

/** A user whom no other part of the catalogue uses. */
export const ANOTHER_USER = "7d0e5b1c-2f7a-4d53-9a86-1c5b0e9d4f02";

/** Signs in: a token of the server's first client with all its scopes, unless `as` says otherwise. */
export async function signIn(lab: Lab, server: LabServer, as: Omit<TokenRequest, "server"> = {}): Promise<SignedIn> {
  const token = await lab.control.token({ server: server.name, ...as });
  return { token, session: await lab.session(server, token) };
}

/** The claims of a token, unverified. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ""] = token.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Readonly<Record<string, unknown>>;
}

/** Seconds of the simulator's clock: when an ordinary token was issued. */
export async function now(lab: Lab, server: LabServer): Promise<number> {
  const { iat } = claimsOf(await lab.control.token({ server: server.name }));
  if (typeof iat !== "number") throw new Error("an ordinary token does not say when it was issued");
  return iat;
}
