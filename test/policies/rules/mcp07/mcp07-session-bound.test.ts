import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-session-bound";
import { describeRule } from "../../cases";
import { withInput } from "../../resources";
import { approving, changed, edited, stack, without, part } from "../../fixture";

/** The policy whose next step after the check of the session clears what that found. */
function forgetful() {
  const policy = part("serverPolicy");
  const value = policy.inputs?.value;
  const text = typeof value === "string" ? value : "";
  const [checked = ""] = /[^]*session-expired[^]*?\/>/.exec(text) ?? [];
  const changedText = `${checked}<set-variable name="refusal" value="@(new JObject())" />${text.slice(checked.length)}`;
  return withInput(policy, "value", changedText);
}

describeRule(rule, {
  noncompliance: [
    {
      when: "nobody looks whose session it is",
      stack: edited("serverPolicy", "&quot;session-foreign&quot;, ", ""),
      says: /session ids are not checked against their seal: no step decides it/,
    },
    {
      when: "the seal does not hold the user",
      stack: edited(
        "serverPolicy",
        "(string)context.Variables[&quot;user&quot;] + (string)context.Variables[&quot;client&quot;]",
        "&quot;&quot;",
      ),
      says: /not checked against their seal/,
    },
    {
      when: "the seal is no HMAC",
      stack: edited("serverPolicy", "new HMACSHA256(new byte[32])", "SHA256.Create()"),
      says: /not checked against their seal/,
    },
    {
      when: "a seal that does not fit is forgotten",
      stack: stack({ serverPolicy: forgetful() }),
      says: /where that step refuses, a way goes on all the same/,
    },
    {
      when: "the server's own id leaves",
      stack: edited(
        "serverPolicy",
        '<set-header name="Mcp-Session-Id" exists-action="override">',
        '<set-header name="X-Session" exists-action="override">',
      ),
      says: /the server's own session id may reach the client/,
    },
    {
      when: "what leaves is not sealed",
      stack: edited("serverPolicy", 'context.Variables["session-id"])</value>', 'context.Variables["user"])</value>'),
      says: /hands out a session id that no HMAC-SHA256 seals/,
    },
    {
      when: "the key comes from elsewhere",
      stack: edited("serverPolicy", "https://kv-test.vault", "https://kv-other.vault"),
      says: /not the planned vault's/,
    },
    {
      when: "the key comes from no vault",
      stack: edited("serverPolicy", "/secrets/session-key", "/keys/session-key"),
      says: /its key is read from no vault/,
    },
    {
      when: "somebody wrote the key down",
      stack: without("sessionKeyBytes"),
      says: /its value does not come from RandomBytes of this stack/,
    },
    {
      when: "the key is short",
      stack: changed("sessionKeyBytes", "length", 8),
      says: /length is 8: write 16 or more/,
    },
    {
      when: "the protocol has no sessions",
      stack: approving("protocols", ["2026-07-28"]),
      says: /which 2026-07-28 does not know/,
    },
    { when: "it does not say", stack: approving("sessions", undefined), says: /does not say whether it has sessions/ },
    {
      when: "the key's length is unknown",
      stack: changed("sessionKeyBytes", "length", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "every id is checked and sealed", stack: stack() },
    { when: "the server has no sessions", stack: approving("sessions", false) },
  ],
});
