import assert from "node:assert/strict";
import type { Attack, Attempt, Breach } from "../../attacks/attack";
import { holds, runCatalogue } from "../../attacks/run";
import { fakeLab } from "./fake-lab";

const BREACH: Breach = { what: "status", expected: "401", seen: "200" };

function attackOf(...attempts: readonly Attempt[]): Attack {
  return {
    id: "an-attack",
    risk: "MCP07",
    controls: ["MCP07-1"],
    title: "An attack",
    why: "For this test.",
    attempts: () => attempts,
  };
}

const stopped = (name: string): Attempt => ({ name, run: () => Promise.resolve([]) });
const served = { name: "served", run: () => Promise.resolve([]) };

describe("running the catalogue", () => {
  it("counts an attempt as stopped only where nothing was other than it must be", async () => {
    const through: Attempt = { name: "through", run: () => Promise.resolve([BREACH]) };
    const result = await runCatalogue(fakeLab(), { attacks: [attackOf(stopped("one"), through)], benign: [served] });
    assert.deepEqual(
      result.attacks[0]?.attempts.map((attempt) => [attempt.attempt, attempt.stopped]),
      [
        ["one", true],
        ["through", false],
      ],
    );
    assert.equal(holds(result), false);
  });

  it("takes a lost connection for an attack that got through", async () => {
    const lost: Attempt = { name: "lost", run: () => Promise.reject(new Error("socket hang up")) };
    const result = await runCatalogue(fakeLab(), { attacks: [attackOf(lost)], benign: [served] });
    assert.deepEqual(result.attacks[0]?.attempts[0]?.breaches, [
      { what: "the exchange itself", expected: "an answer of the gateway", seen: "socket hang up" },
    ]);
  });

  it("holds only where something was tried and something benign was served", async () => {
    const all = { attacks: [attackOf(stopped("one"))], benign: [served] };
    assert.equal(holds(await runCatalogue(fakeLab(), all)), true);
    assert.equal(holds(await runCatalogue(fakeLab(), { ...all, attacks: [] })), false);
    assert.equal(holds(await runCatalogue(fakeLab(), { ...all, attacks: [attackOf()] })), false);
    assert.equal(holds(await runCatalogue(fakeLab(), { ...all, benign: [] })), false);
    const refused = { name: "refused", run: () => Promise.resolve([BREACH]) };
    assert.equal(holds(await runCatalogue(fakeLab(), { ...all, benign: [served, refused] })), false);
  });

  it("puts everything back before and after an attempt that stands alone", async () => {
    const order: string[] = [];
    const log = (name: string, alone: boolean): Attempt => ({
      name,
      alone,
      run: () => {
        order.push(name);
        return Promise.resolve([]);
      },
    });
    const lab = fakeLab(() => order.push("reset"));
    await runCatalogue(lab, {
      attacks: [attackOf(log("one", false), log("two", true), log("three", false))],
      benign: [],
    });
    assert.deepEqual(order, ["reset", "one", "reset", "two", "reset", "three"]);
  });

  it("puts everything back before the counters of a caller fill up", async () => {
    let resets = 0;
    const lab = fakeLab(() => (resets += 1));
    const attempts = Array.from({ length: 121 }, (_, index) => stopped(String(index)));
    await runCatalogue(lab, { attacks: [attackOf(...attempts)], benign: [] });
    assert.equal(resets, 3);
  });

  it("ends at the first that gets through where that is asked for", async () => {
    const through: Attempt = { name: "through", run: () => Promise.resolve([BREACH]) };
    const attacks = [attackOf(through, stopped("two")), attackOf(stopped("three"))];
    const result = await runCatalogue(fakeLab(), { attacks, benign: [served], failFast: true });
    assert.deepEqual(
      result.attacks.map(({ attempts }) => attempts.map(({ attempt }) => attempt)),
      [["through"]],
    );
    assert.deepEqual(result.benign, []);
  });
});
