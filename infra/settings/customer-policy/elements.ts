/** Where a customer's policy stands: after our own steps and before forwarding, or before our own steps on the way back. */
export type Section = "inbound" | "outbound";

/** What a customer's policy may be made of, with the sections that take it (control MCP07-4). */
export const ALLOWED_ELEMENTS: Readonly<Record<string, readonly Section[]>> = {
  choose: ["inbound", "outbound"],
  when: ["inbound", "outbound"],
  otherwise: ["inbound", "outbound"],
  "set-variable": ["inbound", "outbound"],
  "set-header": ["inbound", "outbound"],
  value: ["inbound", "outbound"],
  trace: ["inbound", "outbound"],
  message: ["inbound", "outbound"],
  metadata: ["inbound", "outbound"],
  "emit-metric": ["inbound", "outbound"],
  dimension: ["inbound", "outbound"],
  "rate-limit-by-key": ["inbound"],
  "quota-by-key": ["inbound"],
  "ip-filter": ["inbound"],
  address: ["inbound"],
  "address-range": ["inbound"],
  "return-response": ["inbound"],
  "set-status": ["inbound"],
};

/** Why some elements that people reach for are refused, and what to write instead. A name that ends in `-` is a beginning. */
const REFUSED: readonly (readonly [name: string, why: string])[] = [
  ["set-body", "would replace what was checked; refuse with <return-response>, or change the server"],
  ["find-and-replace", "would replace what was checked; refuse with <return-response>, or change the server"],
  ["json-to-xml", "would replace what was checked; change the server"],
  ["xml-to-json", "would replace what was checked; change the server"],
  ["xsl-transform", "would replace what was checked; change the server"],
  ["set-backend-service", "would send the call to another server; name a server of its own in the stack file"],
  ["forward-request", "is written by the platform; leave it out"],
  ["rewrite-uri", "would send the call to another address; name a server of its own in the stack file"],
  ["set-query-parameter", "would send the call to another address; use an argument of the tool"],
  ["set-method", "would make another call of this one; leave it out"],
  ["proxy", "would send the call by another road; leave it out"],
  ["mock-response", "would answer in the server's place; refuse with <return-response>"],
  ["authentication-", "would replace the credentials that the gateway puts in place; leave it out"],
  ["validate-", "is done by the platform before; use <choose> with <return-response>"],
  ["get-authorization-context", "would fetch credentials; give the server a downstream permission in the stack file"],
  ["cache-", "would share answers between callers; leave it out"],
  ["send-", "would hand the message to others; let the server do that, with a destination in its egress"],
  ["log-to-eventhub", "would hand the message to others; use <trace> or <emit-metric>"],
  ["publish-to-", "would hand the message to others; use <trace> or <emit-metric>"],
  ["invoke-", "would hand the message to others; let the server do that"],
  ["include-fragment", "would bring in what nobody reads here; write it out"],
  ["base", "stands in the platform's own document; leave it out"],
  ["cors", "is decided by origins in the stack file; name the origin there"],
  ["retry", "would repeat steps that count or record; leave it out"],
  ["wait", "is for requests of one's own, of which there are none; leave it out"],
  ["llm-", "is done by the platform; leave it out"],
  ["azure-openai-", "is done by the platform; leave it out"],
  ["limit-concurrency", "is decided by the environment's size; use <rate-limit-by-key>"],
  ["rate-limit", "counts subscriptions, of which there are none; use <rate-limit-by-key>"],
  ["quota", "counts subscriptions, of which there are none; use <quota-by-key>"],
];

/** What is wrong with an element at this place, and what to write instead; undefined where it may stand. */
export function elementMistake(name: string, section: Section, parent: string): string | undefined {
  const sections = Object.hasOwn(ALLOWED_ELEMENTS, name) ? ALLOWED_ELEMENTS[name] : undefined;
  if (name === "set-status" && parent !== "return-response") {
    return "would report another outcome than there was; it stands only in <return-response>";
  }
  if (sections?.includes(section) === true) {
    return undefined;
  }
  if (sections !== undefined) {
    return "stands only in the inbound policy: on the way back everything is decided; move it there, or leave it out";
  }
  const refused = REFUSED.find(([known]) => (known.endsWith("-") ? name.startsWith(known) : name === known));
  return refused?.[1] ?? `is not among what a customer's policy may hold: ${STEPS.join(", ")}`;
}

const STEPS = [
  "choose",
  "set-variable",
  "set-header",
  "trace",
  "emit-metric",
  "rate-limit-by-key",
  "quota-by-key",
  "ip-filter",
  "return-response",
];

/** Headers that the platform writes or decides by. A name that ends in `-` is a beginning. */
const OWN_HEADERS = [
  "accept",
  "authorization",
  "connection",
  "content-",
  "cookie",
  "forwarded",
  "host",
  "last-event-id",
  "mcp-",
  "origin",
  "proxy-",
  "set-cookie",
  "transfer-encoding",
  "www-authenticate",
  "x-bulwark-",
  "x-forwarded-",
  "x-http-method",
  "x-ms-client-",
  "x-ms-token-",
  "x-original-",
  "x-real-ip",
  "x-rewrite-",
];

/** Whether a header is the platform's to write. */
export function isOwnHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return OWN_HEADERS.some((own) => (own.endsWith("-") ? lower.startsWith(own) : lower === own));
}

/** What a customer's variables begin with, so that none of the platform's is overwritten. */
export const VARIABLE_PREFIX = "customer-";

/** Says, to rules, where a customer's policy begins (`inbound`, `outbound`) and ends (empty): none may set it itself. */
const PLACE_VARIABLE = "customer-policy";

/** A customer's policy between two steps by which rules find it in the platform's document. */
export function placed(inner: string, section: Section): string {
  const mark = (value: string): string => `<set-variable name="${PLACE_VARIABLE}" value="${value}" />`;
  return `${mark(section)}\n${inner}\n${mark("")}`;
}

/** A variable of the customer's own. */
export function isCustomerVariable(name: string): boolean {
  return /^customer-[a-z0-9-]{1,60}$/.test(name) && name !== PLACE_VARIABLE;
}
