/** What an expression reads: variables, and members of the request and the response. Works on any C#, by its tokens. */
import { tokenize, type Token, UnreadableExpression } from "./tokens";

export interface Reads {
  /** Names of variables read, `context.Variables["x"]` or `GetValueOrDefault`. */
  readonly variables: readonly string[];
  /** Members of `context` read, two deep: `Request.Headers`, `Response.Body`, `User.Id`. */
  readonly members: readonly string[];
  /** Every text in it: header names, claim names, urls. */
  readonly texts: readonly string[];
  /** It could not be read: it may read anything. */
  readonly unreadable: boolean;
}

const NOTHING: Reads = { variables: [], members: [], texts: [], unreadable: false };

/** Rules ask about the same expressions again and again: what they read is remembered. */
const READ = new Map<string, Reads>();
/** Expressions remembered at most; a stack of a hundred servers has fewer that differ. */
const MOST_READ = 20_000;

/** What an attribute or text reads; a literal reads nothing. */
export function readsOf(source: string): Reads {
  if (!/@[({]/.test(source)) {
    return NOTHING;
  }
  const known = READ.get(source);
  if (known !== undefined) {
    return known;
  }
  if (READ.size >= MOST_READ) {
    READ.clear();
  }
  const reads = found(source);
  READ.set(source, reads);
  return reads;
}

function found(source: string): Reads {
  let tokens: readonly Token[];
  try {
    tokens = tokenize(source.replace(/@(?=[({])/g, " "));
  } catch (error) {
    if (error instanceof UnreadableExpression) {
      return { ...NOTHING, unreadable: true };
    }
    throw error;
  }
  const variables: string[] = [];
  const members: string[] = [];
  let unreadable = false;
  tokens.forEach((token, index) => {
    if (token.kind !== "name" || token.value !== "context") {
      return;
    }
    const path = memberNames(tokens, index);
    if (path[0] !== "Variables") {
      members.push(path.slice(0, 2).join("."));
      return;
    }
    const name = tokens.slice(index).find((later) => later.kind === "text" || later.value === ";");
    const access = tokens[index + 3];
    if (name?.kind === "text" && (access?.value === "[" || access?.value === "." || access?.value === "?.")) {
      if (path[1] !== "ContainsKey") {
        variables.push(name.value);
      }
    } else {
      // A variable whose name is computed, or the whole dictionary handed on.
      unreadable = true;
    }
  });
  const texts = tokens.filter((token) => token.kind === "text").map((token) => token.value);
  return { variables, members, texts, unreadable };
}

/** `context.Request.Headers` gives `["Request", "Headers"]`. */
function memberNames(tokens: readonly Token[], start: number): readonly string[] {
  const names: string[] = [];
  for (let at = start + 1; ; at += 2) {
    const dot = tokens[at];
    const name = tokens[at + 1];
    if ((dot?.value !== "." && dot?.value !== "?.") || name?.kind !== "name") {
      return names;
    }
    names.push(name.value);
  }
}
