import { createHash } from "node:crypto";

/** A GUID that is always the same for the same text: plausible where only the cloud would give a real one. */
export function stableGuid(...of: readonly string[]): string {
  const hex = stableHex(32, ...of);
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    "-",
  );
}

/** That many hexadecimal digits, always the same for the same text. */
export function stableHex(digits: number, ...of: readonly string[]): string {
  return createHash("sha256").update(of.join("\0")).digest("hex").slice(0, digits);
}
