/** One thing of a request changed. */
import type { RawRequest } from "./wire";

/** Adds headers behind the others, whatever is there already. */
export function adding(request: RawRequest, ...headers: readonly (readonly [string, string])[]): RawRequest {
  return { ...request, headers: [...request.headers, ...headers] };
}

/** Leaves out a header, whatever the case of its name. */
export function without(request: RawRequest, name: string): RawRequest {
  return { ...request, headers: request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase()) };
}

/** Sets a header in the place of the one that is there. */
export function having(request: RawRequest, name: string, value: string): RawRequest {
  return adding(without(request, name), [name, value]);
}

/** Another verb, with or without a body. */
export function verb(request: RawRequest, method: string, body?: string): RawRequest {
  const { origin, path } = request;
  const headers = without(request, "Content-Type").headers;
  return body === undefined
    ? { method, origin, path, headers }
    : { method, origin, path, headers: [...headers, ["Content-Type", "application/json"]], body };
}

/** Another path, sent as it stands. */
export function at(request: RawRequest, path: string): RawRequest {
  return { ...request, path };
}

/** Another character in one place, of the alphabet of base64url. */
export function flipped(text: string, index: number): string {
  const place = index < 0 ? text.length + index : index;
  return `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;
}
