/** Values as messages may show them. Rules see secrets as plain text and cannot tell, so names decide. */
import type { Json } from "../../plan/format";
import { isClosedSecret } from "../../plan/values";

/** Longest value that is shown whole, in characters. */
const LONGEST = 80;

const SECRET_NAME =
  /secret|passw(?:or)?d|pwd|token|credential|private[-_]?key|connection[-_]?string|access[-_]?key|api[-_]?key|account[-_]?key|shared[-_]?key|subscription[-_]?key|(?:^|[-_])key$|(?:^|[-_])sas$/i;

/** Names that speak of a secret and hold only where it is, who issues it or which kind it is. */
const ABOUT_SECRETS =
  /(?:file|path|ur[il]|endpoint|issuer|name|[-_]?id|audience|lifetime|expiry|ttl)$|^AZURE_TOKEN_CREDENTIALS$/i;

/** True for a property or variable name under which a secret may stand. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !ABOUT_SECRETS.test(name);
}

/** The value, shortened; not where its path or kind says that it may be a secret. */
export function shown(path: string, value: Json): string {
  const isSecret = isClosedSecret(value) || (typeof value !== "boolean" && path.split(/[.[\]"]+/).some(isSecretName));
  if (isSecret) {
    return "a value that is not shown";
  }
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
