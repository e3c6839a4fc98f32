/** Looks for the phrases of `phrases.json`. */
import phrases from "./phrases.json";
import { plain, readingsOf, wordsOf } from "./reading";

/** Word groups that follow each other; at most `gap` other words stand between two of them. */
interface Sequence {
  readonly gap: number;
  readonly groups: readonly (readonly (readonly string[])[])[];
}

function sequenceOf(words: readonly (readonly string[])[], gap: number): Sequence {
  return { gap, groups: words.map((group) => group.map((item) => wordsOf(plain(item)))) };
}

const sequences = phrases.sequences.map(({ words, gap }) => sequenceOf(words, gap));
const tags = phrases.tags.map(plain);
const compact = phrases.compact.map((phrase) => wordsOf(plain(phrase)).join(""));
const harms = phrases.harm.map(({ category, severity, words }) => ({
  category,
  severity,
  sequence: sequenceOf(words, 3),
}));

function standsAt(words: readonly string[], index: number, item: readonly string[]): boolean {
  return item.every((word, offset) => words[index + offset] === word);
}

/** Where the groups can end when the first begins within `from` and `to`. */
function contains(words: readonly string[], { gap, groups }: Sequence): boolean {
  let starts = new Set(words.keys());
  for (const group of groups) {
    const next = new Set<number>();
    for (const start of starts) {
      for (const item of group) {
        if (!standsAt(words, start, item)) continue;
        const end = start + item.length;
        for (let skipped = 0; skipped <= gap; skipped += 1) next.add(end + skipped);
      }
    }
    starts = next;
  }
  return starts.size > 0;
}

/** Whether the text tries to override a model's instructions. */
export function isAttack(text: string): boolean {
  return readingsOf(text).some((reading) => {
    const squeezed = reading.replace(/\s+/g, " ");
    if (tags.some((tag) => squeezed.includes(tag))) return true;
    const words = wordsOf(reading);
    const joined = words.join("");
    return compact.some((phrase) => joined.includes(phrase)) || sequences.some((sequence) => contains(words, sequence));
  });
}

/** Severity of a category of harm: 0, 2, 4 or 6. */
export function severityOf(text: string, category: string): number {
  const words = wordsOf(plain(text));
  return Math.max(
    0,
    ...harms
      .filter((harm) => harm.category === category && contains(words, harm.sequence))
      .map(({ severity }) => severity),
  );
}
