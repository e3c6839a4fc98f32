import assert from "node:assert/strict";
import path from "node:path";
import type { Attack } from "../../attacks/attack";
import { catalogue } from "../../attacks/catalogue";
import { openLab } from "../../attacks/lab/open";
import { runCatalogue, type ResettableLab } from "../../attacks/run";
import type { Plan } from "../../plan/format";
import { startStand, type Stand } from "../../simulator/stand";
import { plannedStack } from "../planned-stack";

/** The server whose gateway is weakened: it has sessions, inspected answers and more than one scope. */
const SERVER = "trails";

interface Weakening {
  /** What is taken away. */
  readonly without: string;
  /** In the text of the server's policy. */
  readonly find: RegExp | string;
  readonly put: string;
  /** The attack that must then get through. */
  readonly attack: string;
}

/** A reason that is never given: the check behind it is gone. */
const unchecked = (reason: string, attack: string): Weakening => ({
  without: `the check for ${reason}`,
  find: `? "${reason}"`,
  put: "? (string)null",
  attack,
});

const WEAKENINGS: readonly Weakening[] = [
  unchecked("host-not-allowed", "host-header"),
  unchecked("path-not-exact", "path-tricks"),
  unchecked("origin-not-allowed", "foreign-origin"),
  unchecked("content-encoding", "body-headers"),
  unchecked("content-type", "body-headers"),
  unchecked("token-expired", "token-life"),
  unchecked("caller-unknown", "forged-token"),
  unchecked("session-foreign", "session-theft"),
  { without: "the limit of a body, declared and read", find: "131072", put: "99999999", attack: "body-size" },
  {
    without: "the session's seal",
    find: "difference != 0 ?",
    put: "false ?",
    attack: "session-tampering",
  },
  {
    without: "the audience",
    find: /<audiences>[^]*?<\/audiences>/,
    put: "",
    attack: "foreign-token",
  },
  {
    without: "the scope of a tool",
    find: 'reason = "insufficient-scope";',
    put: "reason = null;",
    attack: "wrong-scope",
  },
  {
    without: "the schema of the arguments",
    find: "if (wrong == null) { return new JObject(); }",
    put: "return new JObject();",
    attack: "arguments-out-of-schema",
  },
  {
    without: "the stripping of one identity header",
    find: '<set-header name="X-Forwarded-User" exists-action="delete" />',
    put: "",
    attack: "identity-headers",
  },
  {
    without: "the redaction of credentials",
    find: /<set-variable name="redaction-rules" value="[^"]*"/,
    put: '<set-variable name="redaction-rules" value="[]"',
    attack: "answer-credentials",
  },
  {
    without: "the strictness about duplicate keys",
    find: 'jsonFault == "duplicate-key" ? "message-duplicate-key"',
    put: 'jsonFault == "duplicate-key" ? null',
    attack: "duplicate-keys",
  },
  {
    without: "the gateway's own identity",
    find: /<authentication-managed-identity resource="api:[^>]*\/>/,
    put: "",
    attack: "passthrough",
  },
];

describe("a gateway from which one control was taken away", function () {
  this.timeout(300_000);

  let plan: Plan;
  let stand: Stand;
  let lab: ResettableLab;

  before(async () => {
    ({ plan } = await plannedStack("dev"));
    stand = await startStand({ plan, root: path.resolve(__dirname, "../..") });
    lab = await openLab(stand.info);
  });
  after(() => stand.close());

  for (const { without, find, put, attack: id } of WEAKENINGS) {
    it(`lets ${id} through without ${without}`, async () => {
      const attack = catalogue.find((one) => one.id === id);
      assert.ok(attack !== undefined, `the catalogue has no ${id}`);
      await stand.exchange(weakened(plan, find, put));
      assert.ok((await through(lab, attack)) > 0, `${id} was stopped all the same`);
    });
  }

  it("stops the same attacks with all of them in place", async () => {
    await stand.exchange(plan);
    for (const id of ["host-header", "foreign-origin", "session-theft", "duplicate-keys"]) {
      const attack = catalogue.find((one) => one.id === id);
      assert.ok(attack !== undefined);
      assert.equal(await through(lab, attack), 0, id);
    }
  });
});

/** How many attempts at the weakened server got through until the first did: 0 or 1. */
async function through(lab: ResettableLab, attack: Attack): Promise<number> {
  const own: Attack = {
    ...attack,
    attempts: (at) => [...attack.attempts(at)].filter(({ name }) => name.startsWith(`${SERVER}:`)),
  };
  const { attacks } = await runCatalogue(lab, { attacks: [own], benign: [], failFast: true });
  return attacks.flatMap(({ attempts }) => attempts).filter(({ stopped }) => !stopped).length;
}

/** The plan with the server's policy changed in every place that fits; a change that fits nowhere is a mistake of the test. */
function weakened(plan: Plan, find: RegExp | string, put: string): Plan {
  let changes = 0;
  const resources = plan.deployment.resources.map((resource) => {
    const value = resource.inputs?.value;
    if (resource.type !== "azure-native:apimanagement:ApiPolicy" || !resource.urn.endsWith(`::${SERVER}`))
      return resource;
    if (typeof value !== "string") return resource;
    const changed = typeof find === "string" ? value.replaceAll(find, () => put) : value.replace(find, () => put);
    if (changed !== value) changes += 1;
    return { ...resource, inputs: { ...resource.inputs, value: changed } };
  });
  assert.equal(changes, 1, `the policy of ${SERVER} has nothing like ${String(find)}`);
  return { ...plan, deployment: { ...plan.deployment, resources } };
}
