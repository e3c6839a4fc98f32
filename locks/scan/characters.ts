import classes from "./data/hidden-characters.json";
import type { Finding } from "./finding";
import type { PlacedText } from "./subjects";

const named = classes.map(({ what, ranges }) => ({ what, set: setOf(ranges) }));

/** Whatever is in no class of the table but has no glyph of its own: not assigned, or half of a pair. */
const rest = { what: "a character that Unicode does not define", set: /[\p{Cn}\p{Cs}]/u };

/** Emoji are written with these: the selector of their coloured form, and the joiner between two of them. */
const emoji =
  /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}|\u200d(?=\p{Extended_Pictographic}))+|[0-9#*]\ufe0f\u20e3/gu;

/** Characters that a person does not see, or sees elsewhere than they stand. */
export function hiddenCharacters({ where, text }: PlacedText): Finding[] {
  const shown = text.replace(emoji, "");
  return [...named, rest].flatMap(({ what, set }): Finding[] => {
    const found = [...new Set(Array.from(shown).filter((character) => set.test(character)))];
    if (found.length === 0) {
      return [];
    }
    return [
      {
        where,
        finding: "hidden-character",
        problem: `${found.map(codePoint).join(", ")}: ${what}`,
        remedy: "take it out of the server's text, so that people see what the model reads",
        acceptable: true,
      },
    ];
  });
}

/** Text as it is shown in a place: hidden characters as `\u{200b}`, so that two places never look the same. */
export function visible(text: string): string {
  return text.replace(/[^\n\t -~]/gu, (character) =>
    [...named, rest].some(({ set }) => set.test(character)) || /\p{Zs}/u.test(character)
      ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
      : character,
  );
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function setOf(ranges: readonly string[]): RegExp {
  const members = ranges.map((range) =>
    range
      .split("-")
      .map((end) => `\\u{${end}}`)
      .join("-"),
  );
  return new RegExp(`[${members.join("")}]`, "u");
}
