/** How text is read before phrases are looked for: as a model would, whatever was done to hide it from a filter. */

/** Letters of Cyrillic and Greek that look like Latin ones, where they stand in a word with Latin letters. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...{
    а: "a",
    е: "e",
    о: "o",
    р: "p",
    с: "c",
    у: "y",
    х: "x",
    і: "i",
    ѕ: "s",
    ј: "j",
    ԁ: "d",
    һ: "h",
    ԛ: "q",
    ԝ: "w",
    ո: "n",
  },
  ...{ α: "a", ε: "e", ο: "o", ρ: "p", υ: "u", ι: "i", ν: "v", κ: "k", τ: "t" },
};

const NAMED_REFERENCES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function character(codePoint: number): string {
  return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : " ";
}

function dereferenced(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, digits: string) => character(parseInt(digits, 16)))
    .replace(/&#([0-9]{1,7});/g, (_, digits: string) => character(parseInt(digits, 10)))
    .replace(/&([a-z]{2,4});/gi, (whole, name: string) => NAMED_REFERENCES[name.toLowerCase()] ?? whole);
}

/** Tag characters (U+E0020 to U+E007E) are invisible and spell ASCII; other format characters join what they stand in. */
function visible(text: string): string {
  return text
    .replace(/[\u{E0020}-\u{E007E}]/gu, (tag) => character((tag.codePointAt(0) ?? 0) - 0xe0000))
    .replace(/\p{Cf}/gu, "");
}

/** Lower case without marks: `Précédentes` and `precedentes` are one word. */
export function plain(text: string): string {
  return visible(dereferenced(text)).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function latin(word: string): string {
  return /[a-z]/.test(word) ? word.replace(/\P{ASCII}/gu, (letter) => LOOK_ALIKES[letter] ?? letter) : word;
}

/** Words of plain text; everything but letters and digits parts them. */
export function wordsOf(plainText: string): readonly string[] {
  return plainText
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map(latin);
}

/** The text as it stands, with the content of comments, and as a page would show it, without comments and tags. */
export function readingsOf(text: string): readonly string[] {
  const asWritten = plain(text);
  const shown = asWritten.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^<>]{0,200}>/g, "");
  return shown === asWritten ? [asWritten] : [asWritten, shown];
}
