import phrases from "./data/instruction-phrases.json";
import type { Finding } from "./finding";
import { withoutLookAlikes } from "./names";
import type { PlacedText } from "./subjects";

const compiled = phrases.map(({ pattern, means, ...rest }) => ({
  means,
  raw: "raw" in rest,
  expression: new RegExp(pattern, "imu"),
}));

/** Text that instructs the model rather than says what a tool does (tool poisoning, OWASP MCP03). */
export function instructions({ where, text }: PlacedText): Finding[] {
  const raw = withoutLookAlikes(text);
  const words = raw.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const meanings = compiled
    .filter((phrase) => phrase.expression.test(phrase.raw ? raw : words))
    .map(({ means }) => means);
  return [...new Set(meanings)].map((means) => ({
    where,
    finding: "instruction-like" as const,
    problem: `it ${means}`,
    remedy: "say what the tool does and takes; what the model is to do is the person's to say",
    acceptable: true,
  }));
}

/** Pages do not show comments, and models read them. */
export function comments({ where, text }: PlacedText): Finding[] {
  return /<!--|-->|<!\[CDATA\[/u.test(text)
    ? [
        {
          where,
          finding: "html-comment",
          problem: "it holds an HTML comment, which a page does not show and a model reads",
          remedy: "take it out",
          acceptable: true,
        },
      ]
    : [];
}
