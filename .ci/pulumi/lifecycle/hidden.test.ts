import assert from "node:assert/strict";
import path from "node:path";
import { ROOT } from "../harness/installation";
import { describeWeakened } from "./weakened";

const POLICIES = path.join(ROOT, "policies");

/** A control that a preview cannot see, since a value in it is known only after deployment. */
const HIDDEN = [
  {
    what: "a policy document with a client id written into it",
    file: "infra/gateway/server.ts",
    before: `value: policyDocument("server.xml", serverPolicyValues(this.policyArgs(args))),`,
    after: `value: args.identity.application.clientId.apply((id) =>
          policyDocument("server.xml", serverPolicyValues(this.policyArgs(args))).replace("</policies>", "</policies><!--" + id + "-->")),`,
    rules: ["azure-unknowns-permitted", "azure-policies-complete", "mcp07-token-policy-in-force"],
    /** Whether what is hidden turns out well once it is known. */
    harmless: true,
  },
  {
    what: "a container's template with a client id in its environment",
    file: "infra/hosting/server.ts",
    before: `{ name: "AZURE_IDENTITY_RESOURCE_ID", value: identity.workload.id },`,
    after: `{ name: "AZURE_CLIENT_ID", value: identity.workload.clientId },`,
    rules: ["azure-unknowns-permitted", "mcp04-image-by-digest"],
    harmless: true,
  },
  {
    what: "the second gate's answer to strangers",
    file: "infra/hosting/auth-gate.ts",
    before: `unauthenticatedClientAction: "Return401"`,
    after: `unauthenticatedClientAction: audience.apply(() => "AllowAnonymous" as const)`,
    rules: ["azure-unknowns-permitted", "mcp07-auth-gate"],
    harmless: false,
  },
];

describeWeakened(
  "a control that is unknown before deployment, under the real CLI",
  HIDDEN,
  (stack, { rules, harmless }) => {
    it("is refused in preview: no mandatory rule becomes advisory by not knowing", async () => {
      const { code, events, stdout, stderr } = await stack().preview({ policyPacks: [POLICIES] });
      assert.equal(code, 1, stdout + stderr);
      const refusing = new Set(events.violations.map(({ policyName }) => policyName));
      assert.deepEqual(
        rules.filter((rule) => !refusing.has(rule)),
        [],
        [...refusing].join(", "),
      );
      assert.deepEqual(
        events.violations.filter(({ enforcementLevel }) => enforcementLevel !== "mandatory"),
        [],
      );
    });

    it(`is judged in up, by what it turned out to be: ${harmless ? "met" : "refused"}`, async () => {
      const { code, events, stdout, stderr } = await stack().up({ policyPacks: [POLICIES] });
      assert.equal(code, harmless ? 0 : 1, stdout + stderr);
      assert.deepEqual(
        [...new Set(events.violations.map(({ policyName }) => policyName))],
        harmless ? [] : rules.filter((rule) => rule !== "azure-unknowns-permitted"),
      );
    });
  },
);
