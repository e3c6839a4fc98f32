import reasons from "../../apim-policies/reasons.json";
import type { LogRecord } from "../../attacks/lab/control";
import { challengeOf, messagesOf } from "../../attacks/lab/oracle";
import type { Answer } from "../../attacks/lab/wire";
import { membersOf } from "../approvals";
import type { Sent } from "../field";
import type { Fault } from ".";

/** Statuses that a server of the protocol answers with beside the gateway's own. Source: MCP, "Transports". */
const OF_SERVERS = [200, 202, 204, 400, 404, 405, 406, 409, 415, 429];
const KNOWN = new Set([...OF_SERVERS, ...Object.values(reasons).map(({ status }) => status)]);

/** What the gateway itself says in an error. */
const SAID = new Set(Object.values(reasons).flatMap((entry) => ("says" in entry ? entry.says : [])));

/** 403s that no other token helps against. */
const UNCHALLENGED = ["host-not-allowed", "origin-not-allowed"];

/** What the answer to one request must be. */
export function answerFaults(
  { answer, prepared }: Sent,
  record: LogRecord | undefined,
  allAreWell: boolean,
): readonly Fault[] {
  if (answer instanceof Error) return [{ property: "answered", seen: answer.message }];
  const faults: Fault[] = [];
  const claim = (property: Fault["property"], holds: boolean, seen: string): void => {
    if (!holds) faults.push({ property, seen: `${seen}: ${answer.status} ${answer.body.slice(0, 300)}` });
  };
  claim("answer well-formed", KNOWN.has(answer.status), "a status that is not known");
  const malformed = malformedBody(answer);
  claim("answer well-formed", malformed === undefined, malformed ?? "");
  if (answer.status === 401 || answer.status === 403) {
    const challenge = challengeOf(answer);
    const isChallenged = challenge?.resource_metadata !== undefined && challenge.scope !== undefined;
    const isWanted = answer.status === 401 || !UNCHALLENGED.includes(String(record?.reason));
    claim("challenge", record === undefined || isChallenged === isWanted, `challenge ${JSON.stringify(challenge)}`);
  }
  if (answer.status >= 500) {
    claim("no failure while all are well", !allAreWell, `failed for ${String(record?.reason)}`);
    claim(
      "no text of a server in a failure",
      answer.body === "" || isOwnError(answer),
      "says more than the gateway does",
    );
  }
  const { token } = prepared;
  const isRepeated = token !== undefined && JSON.stringify(answer).includes(token);
  claim("no token of a client", !isRepeated, "the answer repeats the client's token");
  return faults;
}

/** Why a body is no JSON-RPC message, or no stream of them. */
function malformedBody(answer: Answer): string | undefined {
  if (answer.body === "") return undefined;
  const type = answer.headers["content-type"] ?? "";
  const isStream = type.startsWith("text/event-stream");
  if (!isStream && !type.startsWith("application/json")) return `a body of type "${type}"`;
  const messages = messagesOf(answer);
  const lines = isStream ? [...answer.body.matchAll(/^data: ?(.+)$/gm)].length : 1;
  if (messages.length !== lines) return "a body that is not JSON";
  const wrong = messages.find((message) => {
    const kinds = ["method", "result", "error"].filter((member) => member in message);
    return message.jsonrpc !== "2.0" || kinds.length !== 1;
  });
  return wrong === undefined ? undefined : `no JSON-RPC message: ${JSON.stringify(wrong).slice(0, 200)}`;
}

function isOwnError(answer: Answer): boolean {
  const [message] = messagesOf(answer);
  const error = membersOf(message?.error);
  const names = [...Object.keys(message ?? {}), ...Object.keys(error), ...Object.keys(membersOf(error.data))];
  return (
    typeof error.message === "string" &&
    SAID.has(error.message) &&
    names.join(" ") === "jsonrpc id error code message data reason control correlationId"
  );
}
