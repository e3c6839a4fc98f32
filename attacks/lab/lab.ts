/** What an attack has at hand: the gateway's address, the doors behind it, the control port. Nothing else. */
import type { Control } from "./control";
import type { Answer, RawRequest } from "./wire";

/** One tool as the simulator's line names it. */
export interface LabTool {
  readonly name: string;
  readonly scope: string;
}

/** One server as the simulator's line names it. Source: design/interfaces.md, "npm run simulate". */
export interface NamedServer {
  readonly name: string;
  readonly url: string;
  readonly backend: string;
  readonly audience: string;
  readonly tenant: string;
  readonly clients: readonly string[];
  readonly origins: readonly string[];
  readonly scopes: readonly string[];
  readonly baseScope: string;
  readonly sessions: boolean;
  readonly protocols: readonly string[];
  readonly identity: "gateway" | "user";
  readonly results: "inspected" | "streamed";
  readonly tools: readonly LabTool[];
}

/** A server, and what only its metadata says. */
export interface LabServer extends NamedServer {
  /** `api://...`: stands before a scope's short name in challenges and metadata. */
  readonly audienceUri: string;
}

/** The simulator's line. */
export interface LabAddresses {
  readonly gateway: string;
  readonly control: string;
  readonly servers: readonly NamedServer[];
}

export interface Lab {
  readonly gateway: string;
  readonly servers: readonly LabServer[];
  readonly control: Control;
  /** @throws Error where the connection is lost or nothing came within 40 s */
  send(request: RawRequest): Promise<Answer>;
  /**
   * A session of a server of the session era, opened in the ordinary way; kept for its token until the next reset.
   *
   * @returns undefined where the server has no sessions
   */
  session(server: LabServer, token: string): Promise<string | undefined>;
}
