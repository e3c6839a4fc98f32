import assert from "node:assert/strict";
import { normalizeType } from "../../plan/type-token";
import type { Plan } from "../../plan/format";

/** A control taken out of every server's policy: a text of the policies, and what then stands in its place. */
export interface GatewayWeakening {
  readonly from: RegExp;
  readonly to: string;
}

/** Controls that the fuzz must miss when they are gone. */
export const weakenings = {
  "the check of scopes": {
    from: /if \(reason == null &amp;&amp; !\(\(Jwt\)context\.Variables\["token"\]\)[^\n]*Contains\(needed\)\)/g,
    to: "if (false)",
  },
  "the check of tokens' signatures": {
    from: /<validate-azure-ad-token [\s\S]*?<\/validate-azure-ad-token>/g,
    to: '<set-variable name="token" value="@(context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;, &quot;&quot;).Split(&apos; &apos;).Last().AsJwt())" />',
  },
  "the check of tokens' audience": { from: /<audiences>[\s\S]*?<\/audiences>/g, to: "" },
  "the check of tokens' age": {
    from: /token\.ExpirationTime\.Value\.AddSeconds\(60\)\.Ticks &lt;= now/g,
    to: "false",
  },
  "the check of sessions": {
    from: /reason = difference != 0 \? "session-unknown"[\s\S]*?: null;/g,
    to: "reason = null;",
  },
  "the keeping of the client's token": {
    from: /<set-backend-service /g,
    to: '<set-header name="X-Token" exists-action="override"><value>@(context.Request.Headers.GetValueOrDefault("Authorization",""))</value></set-header>$&',
  },
  "the audit record": { from: /<trace source="bulwark-audit"[\s\S]*?<\/trace>/g, to: "" },
} as const satisfies Readonly<Record<string, GatewayWeakening>>;

/** The plan without a control; fails where the policies do not hold what the weakening takes out. */
export function withoutControl(plan: Plan, { from, to }: GatewayWeakening): Plan {
  let changes = 0;
  const resources = plan.deployment.resources.map((resource) => {
    const text = resource.inputs?.value;
    if (normalizeType(resource.type) !== "azure-native:apimanagement:ApiPolicy" || typeof text !== "string") {
      return resource;
    }
    const value = text.replace(from, to);
    if (value !== text) changes += 1;
    return { ...resource, inputs: { ...resource.inputs, value } };
  });
  assert.ok(changes >= 3, `only ${changes} policies hold ${from.source}`);
  return { ...plan, deployment: { ...plan.deployment, resources } };
}
