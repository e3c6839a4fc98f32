/** Places of a message where text of an attacker's can stand: `places.json`, and how a message is made of one. */
import type { Lab, LabServer } from "../lab/lab";
import { callerOf } from "../lab/caller";
import { isStateless, notification, protocolOf, rawRequest, rpcRequest } from "../lab/messages";
import { outcome, silentOutcome, type OutcomeReason } from "../lab/outcomes";
import type { Expectation } from "../lab/oracle";
import type { RawRequest } from "../lab/wire";
import places from "../places.json";
import { argumentsWith, filled, sampleOf, type Sample } from "./samples";

type Era = "session" | "stateless";
type JsonObject = Readonly<Record<string, unknown>>;

/** One place. */
export interface Place {
  readonly id: string;
  /** For people. */
  readonly says: string;
  /** What a server must offer for it: a tool that takes text, one that takes it further down, a prompt, resources. */
  readonly needs?: string;
  /** Eras that have it. Default: both. */
  readonly eras?: readonly string[];
  /** `request`, `notification` or `response`. Default: request. */
  readonly form?: string;
  readonly method?: string;
  /** Of a response: what stands beside the id. */
  readonly params: JsonObject;
  readonly rpcId?: string;
  /** What stops text there. Default: `shield-hit`. */
  readonly outcome?: string;
}

export const everyPlace: readonly Place[] = places;

/** Whether a server has a place. */
export function hasPlace(server: LabServer, place: Place): boolean {
  const era: Era = isStateless(server) ? "stateless" : "session";
  if (place.eras?.includes(era) === false) return false;
  const sample = sampleOf(server);
  return place.needs === undefined || (sample !== undefined && place.needs in sample);
}

/** A message with this text in the place, sent by someone with every scope. */
export async function messageAt(lab: Lab, server: LabServer, place: Place, text: string): Promise<RawRequest> {
  const { token, session } = await callerOf(lab, server);
  const values = valuesFor(server, place, text);
  const params = filled(place.params, values) as JsonObject;
  const method = String(filled(place.method ?? "", values));
  switch (place.form) {
    case "response":
      return rawRequest(server, { jsonrpc: "2.0", id: 7, ...params }, { token, session });
    case "notification":
      return notification(server, method, params, { token, session });
    default:
      return method === "initialize"
        ? rpcRequest(server, method, params, { token, headers: { "MCP-Protocol-Version": undefined } })
        : rpcRequest(server, method, params, {
            token,
            session,
            ...(place.rpcId === undefined ? {} : { id: String(filled(place.rpcId, values)) }),
          });
  }
}

/** What must come of it. */
export function expectationAt(server: LabServer, place: Place): Expectation {
  const reason = (place.outcome ?? "shield-hit") as OutcomeReason;
  const isSilent = place.form === "notification" || place.form === "response";
  return isSilent ? silentOutcome(reason) : outcome(server, reason);
}

function valuesFor(server: LabServer, place: Place, text: string): JsonObject {
  const sample = sampleOf(server);
  // A URI's variable holds no slash.
  const flat = text.replaceAll("/", "");
  return {
    text,
    flat,
    percentFlat: encodeURIComponent(flat),
    percentTwice: encodeURIComponent(encodeURIComponent(flat)),
    protocol: protocolOf(server),
    ...(sample === undefined ? {} : ofSample(sample, place, text)),
  };
}

function ofSample(
  { text: flatCall, nested, prompt, resource, template }: Sample,
  place: Place,
  text: string,
): JsonObject {
  const call = place.needs === "nested" ? nested : flatCall;
  return {
    tool: call.tool,
    arguments: argumentsWith(call, text),
    clean: argumentsWith(call, "Lake"),
    resource,
    template,
    ...(prompt === undefined ? {} : { prompt: prompt.name, promptArgument: prompt.argument }),
  };
}
