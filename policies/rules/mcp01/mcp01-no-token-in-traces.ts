import { readsOf } from "../../../plan/expression/reads";
import { POLICY_TYPES } from "../../../plan/policy-resource";
import { descendants, type PolicyElement } from "../../../plan/policy-document";
import { wholeDocument } from "../../framework/document";
import type { Rule } from "../../framework/rule";

/** Policies that write to logs. */
const WRITERS: ReadonlySet<string> = new Set(["trace", "log-to-eventhub", "emit-metric"]);
/** Members of the context whose content must not get into logs. */
const CONTENT: ReadonlySet<string> = new Set(["Request.Body", "Response.Body"]);
/** Headers that are credentials. */
const CREDENTIALS = /^(?:authorization|cookie|set-cookie|mcp-session-id|proxy-authorization)$/i;

export const rule: Rule = {
  name: "mcp01-no-token-in-traces",
  control: "MCP01-4",
  title: "Policies trace no tokens and no bodies",
  why: "A trace goes to the workspace as it is: a token in it can be replayed, an argument in it is a leak.",
  severity: "high",
  remedy:
    "Build audit records from named fields (oid, azp, server, method, tool, decision); take no Authorization, Cookie or Mcp-Session-Id header and no body into trace, emit-metric or log-to-eventhub.",
  resource: {
    types: POLICY_TYPES,
    judge: (policy) => {
      const root = wholeDocument(policy);
      if (root === undefined) {
        return;
      }
      for (const writer of descendants(root)) {
        if (WRITERS.has(writer.name) && leaks(writer)) {
          policy.wrong(
            `line ${writer.line}: <${writer.name}> takes a token, a session id or a body into the logs: name the fields that you need instead.`,
          );
        }
      }
    },
  },
};

function leaks(writer: PolicyElement): boolean {
  const texts = [...descendants(writer)].flatMap((element) => [element.text, ...Object.values(element.attributes)]);
  return texts.some((text) => {
    const reads = readsOf(text);
    return (
      reads.unreadable ||
      reads.members.some((member) => CONTENT.has(member)) ||
      (reads.members.includes("Request.Headers") && reads.texts.some((name) => CREDENTIALS.test(name)))
    );
  });
}
