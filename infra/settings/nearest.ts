import { distance } from "fastest-levenshtein";

/**
 * The candidate that somebody probably meant: one begins with the other (`production`, `prod`), or at most a third of it
 * differs (two letters in short words); capitals aside.
 *
 * @returns undefined when nothing is near
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      apart: begins(lower, candidate.toLowerCase()) ? 0 : distance(lower, candidate.toLowerCase()),
    }))
    .filter(({ candidate, apart }) => apart <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((left, right) => left.apart - right.apart);
  return best?.candidate;
}

function begins(word: string, candidate: string): boolean {
  return Math.min(word.length, candidate.length) >= 3 && (word.startsWith(candidate) || candidate.startsWith(word));
}

/**
 * "nearest: x" when something is near, else all of them.
 *
 * @param label what the candidates are, for the second case: "known here", "allowed"
 */
export function nearestOrAll(word: string, candidates: readonly string[], label: string): string {
  const near = nearest(word, candidates);
  return near === undefined ? `${label}: ${candidates.join(", ")}` : `nearest: ${near}`;
}
