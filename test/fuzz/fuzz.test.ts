import assert from "node:assert/strict";
import { openLab } from "../../attacks/lab/open";
import { approvalsOf, type Approvals } from "../../fuzz/approvals";
import type { FuzzLab } from "../../fuzz/field";
import { hunt } from "../../fuzz/hunt";
import type { Property } from "../../fuzz/properties";
import { described } from "../../fuzz/report";
import { Tally } from "../../fuzz/tally";
import type { Plan } from "../../plan/format";
import { startStand, type Stand } from "../../simulator/stand";
import { plannedStack, projectRoot } from "../planned-stack";
import { weakenings, withoutControl } from "./weakened-gateway";

/** Any other does as well; this one is written down so that a failure can be seen again. */
const SEED = 20261123;

/** Batches for the whole gateway, and for one without a control: enough to find each of them. */
const BATCHES = 8;
const BATCHES_FOR_WEAK = 40;

const SIGNS: Readonly<Record<keyof typeof weakenings, Property>> = {
  "the check of scopes": "scope",
  "the check of tokens' signatures": "valid token",
  "the check of tokens' audience": "valid token",
  "the check of tokens' age": "valid token",
  "the check of sessions": "session",
  "the keeping of the client's token": "no token of a client",
  "the audit record": "audited once",
};

describe("a fuzz of dev's gateway", function () {
  this.timeout(120_000);
  let plan: Plan;
  let stand: Stand;
  let lab: FuzzLab;
  let approvals: ReadonlyMap<string, Approvals>;

  before(async () => {
    ({ plan } = await plannedStack("dev"));
    approvals = approvalsOf(plan);
    stand = await startStand({ plan, root: projectRoot });
    lab = await openLab(stand.info);
  });
  after(() => stand.close());

  it("finds nothing that breaks a property, in messages of many kinds", async () => {
    const tally = new Tally();
    const caught = await hunt(lab, approvals, {
      seed: SEED,
      batches: BATCHES,
      onBatch: (trail) => {
        tally.add(trail);
      },
    });
    assert.equal(caught, undefined, caught === undefined ? "" : described(caught));
    assert.ok(tally.reached >= 10, tally.toString());
    assert.ok(tally.reasons.size >= 15, tally.toString());
  });

  for (const [control, weakening] of Object.entries(weakenings)) {
    it(`misses ${control}`, async () => {
      await stand.exchange(withoutControl(plan, weakening));
      const caught = await hunt(lab, approvals, { seed: SEED, batches: BATCHES_FOR_WEAK, shrinks: false });
      assert.ok(caught !== undefined, "nothing was found");
      const sign = SIGNS[control as keyof typeof weakenings];
      assert.ok(
        caught.faults.some(({ property }) => property === sign),
        described(caught),
      );
    });
  }

  it("makes what it found small", async () => {
    await stand.exchange(withoutControl(plan, weakenings["the keeping of the client's token"]));
    let left = 25;
    const caught = await hunt(lab, approvals, { seed: SEED, batches: 10, isOver: () => (left -= 1) < 0 });
    assert.equal(caught?.batch.cases.length, 1);
  });
});
