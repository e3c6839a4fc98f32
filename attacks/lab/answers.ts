/** What stands in an answer. */
import type { Seen } from "./oracle";
import { messagesOf } from "./oracle";
import type { Answer } from "./wire";

type JsonObject = Readonly<Record<string, unknown>>;

/** The result in an answer, JSON or stream; undefined where it holds none. */
export function resultOf(answer: Answer): JsonObject | undefined {
  return messagesOf(answer)
    .map(({ result }) => result)
    .find(isObject);
}

/** Names of what a list shows, in its order. */
export function namesIn(answer: Answer, member: string, by = "name"): readonly unknown[] {
  return objectsIn(resultOf(answer)?.[member]).map((entry) => entry[by]);
}

/** Texts of a tool's answer, in their order. */
export function textsOf(answer: Answer): readonly unknown[] {
  return objectsIn(resultOf(answer)?.content).map(({ text }) => text);
}

/** The objects of an array; empty where it is none. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Words that stand in the answer (headers too) or in any record of the log; a text of the attacker's must be in neither. */
export function leaks(seen: Seen, ...words: readonly string[]): string | undefined {
  const answer = JSON.stringify(seen.answer);
  const logs = JSON.stringify([...seen.audit, ...seen.traces]);
  const found = words.flatMap((word) => {
    const written = JSON.stringify(word).slice(1, -1);
    return [
      ...(contains(answer, written) ? [`the answer holds "${word.slice(0, 80)}"`] : []),
      ...(contains(logs, written) ? [`the log holds "${word.slice(0, 80)}"`] : []),
    ];
  });
  return found.length === 0 ? undefined : found.join("; ");
}

/** The body in an answer is itself JSON text, so that a quote in it is escaped twice. */
function contains(whole: string, written: string): boolean {
  return whole.includes(written) || whole.includes(JSON.stringify(written).slice(1, -1));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
