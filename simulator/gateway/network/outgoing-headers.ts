/** Header fields as the gateway sends them on. */
import type { HeaderList } from "../expressions/types";
import { hopByHop, type HeaderFields } from "../pipeline/header-fields";

/** Written by the gateway itself for each connection. */
const OWN: readonly string[] = ["host", "content-length", "expect"];

/** The fields of a request without those of the client's connection, in their order, repeated ones too. */
export function outgoingHeaders(headers: HeaderFields): HeaderList {
  return headers.without(new Set([...hopByHop(headers), ...OWN])).list;
}

/** The fields of an answer without those of the backend's connection. */
export function answerHeaders(headers: HeaderFields): HeaderFields {
  return headers.without(hopByHop(headers));
}
