/**
 * Which API and operation a request is for.
 *
 * Documented: the API with the longest path that begins the request's; in it the operation by method and template, with
 * `{x}` for one segment and `/*` for the rest; an API without a fitting operation is not left for another API.
 * Not documented, and chosen here so that more reaches the policies, which must then refuse it: upper and lower case are
 * the same, a slash at the end does not count, escaped unreserved characters (`%61`) are what they stand for, dot
 * segments are resolved, and among fitting templates the one with more literal segments wins.
 */
/** An operation that may match. */
export interface OperationEntry<T> {
  readonly method: string;
  readonly urlTemplate: string;
  readonly target: T;
}

/** An API with its operations. */
export interface ApiEntry<T> {
  /** Without slashes at the ends; empty for the API of all other addresses. */
  readonly path: string;
  readonly operations: readonly OperationEntry<T>[];
}

export type Match<T> =
  | { readonly kind: "operation"; readonly target: T; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: "none" };

/** Finds the operation. `path` and `query` are as the client sent them. */
export function matchOperation<T>(apis: readonly ApiEntry<T>[], method: string, path: string, query: string): Match<T> {
  const segments = segmentsOf(path);
  const [api] = apis
    .filter((candidate) => startsWith(segments, segmentsOf(candidate.path)))
    .sort((one, other) => segmentsOf(other.path).length - segmentsOf(one.path).length);
  if (api === undefined) {
    return { kind: "none" };
  }
  const below = segments.slice(segmentsOf(api.path).length);
  const fitting = api.operations
    .filter((operation) => operation.method.toUpperCase() === method.toUpperCase())
    .map((operation) => ({ operation, fit: fitTemplate(operation.urlTemplate, below, query) }))
    .filter((entry) => entry.fit !== undefined)
    .sort((one, other) => (other.fit?.literals ?? 0) - (one.fit?.literals ?? 0));
  const [best] = fitting;
  return best?.fit === undefined
    ? { kind: "none" }
    : { kind: "operation", target: best.operation.target, parameters: best.fit.parameters };
}

interface Fit {
  readonly literals: number;
  readonly parameters: Readonly<Record<string, string>>;
}

function fitTemplate(template: string, below: readonly string[], query: string): Fit | undefined {
  const [pathTemplate = "", queryTemplate = ""] = template.split("?");
  const wanted = segmentsOf(pathTemplate);
  const parameters: Record<string, string> = {};
  let literals = 0;
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(\*?)([^{}]+)\}$/.exec(segment);
    if (segment === "*" || name?.[1] === "*") {
      if (name?.[2] !== undefined) {
        parameters[name[2]] = below.slice(index).map(decoded).join("/");
      }
      return { literals, parameters: { ...parameters, ...queryParameters(queryTemplate, query) } };
    }
    const found = below[index];
    if (found === undefined) {
      return undefined;
    }
    if (name?.[2] !== undefined) {
      parameters[name[2]] = decoded(found);
    } else if (same(segment, found)) {
      literals += 1;
    } else {
      return undefined;
    }
  }
  return wanted.length === below.length
    ? { literals, parameters: { ...parameters, ...queryParameters(queryTemplate, query) } }
    : undefined;
}

/** Parameters of the query that the template names; they are not needed for a match. */
function queryParameters(template: string, query: string): Readonly<Record<string, string>> {
  const sent = new URLSearchParams(query);
  return Object.fromEntries(
    [...new URLSearchParams(template)].flatMap(([name, value]) => {
      const parameter = /^\{(.+)\}$/.exec(value)?.[1];
      const found = sent.get(name);
      return parameter === undefined || found === null ? [] : [[parameter, found]];
    }),
  );
}

function segmentsOf(path: string): readonly string[] {
  const segments: string[] = [];
  for (const segment of unescapeUnreserved(path)
    .replace(/^\/+|\/+$/g, "")
    .split("/")) {
    if (segment === "..") {
      segments.pop();
    } else if (segment !== "." && segment !== "") {
      segments.push(segment);
    }
  }
  return segments;
}

function startsWith(segments: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= segments.length && prefix.every((segment, index) => same(segment, segments[index] ?? ""));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function unescapeUnreserved(path: string): string {
  return path.replace(/%([0-9A-Fa-f]{2})/g, (whole, code: string) => {
    const character = String.fromCharCode(parseInt(code, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : whole;
  });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
