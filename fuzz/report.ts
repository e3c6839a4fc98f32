/** A caught batch as a person reads it. */
import type { Sent } from "./field";
import type { Catch } from "./hunt";

/** Characters of one body or answer that are shown. */
const SHOWN = 4000;

/** What broke, with every request of the smallest batch as it was sent and what was answered. */
export function described({ batch, trail, faults }: Catch): string {
  const broken = faults.map(({ property, at, seen }) => {
    return `- ${property}${at === undefined ? "" : ` (request ${at + 1})`}: ${seen}`;
  });
  const weather = batch.weather === undefined ? [] : [`While ${batch.weather.target} is ${batch.weather.mode}:`];
  return ["What does not hold:", ...broken, ...weather, ...trail.sent.map(exchangeText), ""].join("\n");
}

function exchangeText({ one, prepared, answer }: Sent, at: number): string {
  const { method, path, headers, body } = prepared.request;
  const { token } = one;
  const scopes = token.kind === "good" ? ` for ${token.scopes.join(" ") || "no scope"}, user ${token.user}` : "";
  const came = answer instanceof Error ? answer.message : `${answer.status} ${answer.body.slice(0, SHOWN)}`;
  return [
    `Request ${at + 1} to ${one.server}: token ${token.kind}${scopes}, session ${one.session}`,
    `  ${method} ${path}`,
    ...headers.map(([name, value]) => `  ${name}: ${name === "Authorization" ? "(as said above)" : value}`),
    ...(body === undefined ? [] : [`  ${bodyText(body).slice(0, SHOWN)}`]),
    `  -> ${came}`,
  ].join("\n");
}

/** Bytes that are no UTF-8 would not survive being read as text. */
function bodyText(body: string | Buffer): string {
  if (typeof body === "string") return body;
  const text = body.toString();
  return Buffer.from(text).equals(body) ? text : `(base64) ${body.toString("base64")}`;
}
