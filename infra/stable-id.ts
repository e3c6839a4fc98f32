import { v5 } from "uuid";

/** The namespace of every GUID that this program chooses itself: the name-based UUID of its own name (RFC 9562, 5.5). */
const NAMESPACE = v5("bulwark", v5.URL);

/**
 * A GUID that is the same on every run: for role assignments, scopes and app roles, whose ids Azure leaves to the writer.
 *
 * @param parts what the GUID stands for, from the widest to the narrowest
 */
export function stableId(...parts: readonly string[]): string {
  return v5(parts.join("/"), NAMESPACE);
}
