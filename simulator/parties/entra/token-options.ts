import { z } from "zod";

const claim = z.union([z.string(), z.array(z.string()), z.null()]).optional();
const time = z.union([z.number(), z.null()]).optional();

/** What can be made of the real key, and the forgeries that need no key. */
export const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "HS256",
  "HS384",
  "HS512",
  "none",
] as const;

const schema = z.strictObject({
  /** A planned server's name; the first server by default. Its application is the default audience. */
  server: z.string().optional(),
  aud: claim,
  oid: claim,
  /** The calling client; in a token of version 1.0 it stands in `appid`. */
  azp: claim,
  scp: claim,
  roles: claim,
  /** Moves `iss` with it, unless that is given. */
  tid: claim,
  iss: claim,
  /** Seconds of the simulator's clock. */
  nbf: time,
  exp: time,
  /** An unknown one means a signature by a key that Entra does not have. */
  kid: z.union([z.string(), z.null()]).optional(),
  alg: z.enum(ALGORITHMS).optional(),
  ver: z.union([z.string(), z.null()]).optional(),
  /** Any other claims, or the same ones put in as they are, last. */
  claims: z.record(z.string(), z.unknown()).optional(),
});

/** `null` leaves a claim out; `""` and `[]` are put in as given. */
export type TokenOptions = Readonly<z.infer<typeof schema>>;

/** What is wrong with the options, all at once, and what to write instead. */
export class TokenOptionsMistake extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TokenOptionsMistake";
  }
}

export function parseTokenOptions(value: unknown): TokenOptions {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".") || "the options"}: ${message}`,
  );
  throw new TokenOptionsMistake(
    `${mistakes.join("; ")}. Write {server, aud, oid, azp, scp, roles, tid, iss, nbf, exp, kid, alg, ver, claims}, each optional; null leaves a claim out.`,
  );
}
