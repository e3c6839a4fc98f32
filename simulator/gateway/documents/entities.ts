/** Entities of XML, in documents that are not quite XML. */

const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;
const CHARACTERS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** True where an expression has what XML would have had to escape; `quote` is what its attribute stands in, or empty. */
export function hasRawMarkup(code: string, quote: string): boolean {
  return code.includes("<") || (quote !== "" && code.includes(quote)) || code.replace(ENTITY, "").includes("&");
}

/** The text with the entities of XML put in. */
export function decoded(text: string): string {
  return text.replace(ENTITY, (whole: string, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) {
      return CHARACTERS[name] ?? whole;
    }
    const code = decimal === undefined ? parseInt(hexadecimal ?? "0", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
