/** Someone who may call a server: a token, and a session where the server has them. */
import type { Lab, LabServer } from "./lab";
import type { MessageOptions } from "./messages";

/** What every request of a caller carries. */
export interface Credentials extends MessageOptions {
  readonly token: string;
  readonly session: string | undefined;
}

/**
 * An ordinary user of a server, signed in at its first client.
 *
 * @param scopes short names in the token; default: all of the server's
 * @param oid who it is; default: the stand-in's usual user
 */
export async function callerOf(
  lab: Lab,
  server: LabServer,
  scopes: readonly string[] = server.scopes,
  oid?: string,
): Promise<Credentials> {
  const token = await lab.control.token({
    server: server.name,
    scp: scopes.join(" "),
    ...(oid === undefined ? {} : { oid }),
  });
  return { token, session: await lab.session(server, token) };
}
