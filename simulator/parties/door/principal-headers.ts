/**
 * The headers by which Container Apps authentication tells the app who signed in. Source: Microsoft Learn, "Work with user
 * identities in Azure App Service authentication".
 */
import type { JWTPayload } from "jose" with { "resolution-mode": "import" };

/** What a client sends under these names never reaches an app behind a gate. */
const RESERVED = /^x-ms-(client-principal|token-)/i;

function principalOf(claims: JWTPayload): string {
  const list = Object.entries(claims).flatMap(([typ, value]) =>
    [value].flat().map((val) => ({ typ, val: typeof val === "string" ? val : JSON.stringify(val) })),
  );
  return Buffer.from(JSON.stringify({ auth_typ: "aad", claims: list, name_typ: "name", role_typ: "roles" })).toString(
    "base64",
  );
}

/** Raw headers (name, value, ...) as they go on from a gate that is in force. */
export function identifiedHeaders(raw: readonly string[], claims: JWTPayload | undefined): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    if (!RESERVED.test(name)) kept.push(name, raw[index + 1] ?? "");
  }
  if (claims === undefined) return kept;
  const { oid, sub } = claims;
  const id = typeof oid === "string" ? oid : (sub ?? "");
  return [
    ...kept,
    ...["X-MS-CLIENT-PRINCIPAL", principalOf(claims)],
    ...["X-MS-CLIENT-PRINCIPAL-ID", id],
    ...["X-MS-CLIENT-PRINCIPAL-NAME", typeof claims.name === "string" ? claims.name : id],
    ...["X-MS-CLIENT-PRINCIPAL-IDP", "aad"],
  ];
}
