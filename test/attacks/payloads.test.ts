import assert from "node:assert/strict";
import { coreInjections, disguises, everyInjection, inTurn, PLAIN_INJECTION } from "../../attacks/payloads/injections";
import { ordinaryTexts } from "../../attacks/payloads/ordinary";
import { poisonedPlaces } from "../../attacks/payloads/poisons";
import { argumentsWith, everySample, filled } from "../../attacks/payloads/samples";
import { isAttack } from "../../simulator/parties/content-safety/detection";

describe("attacks/payloads", () => {
  for (const { id, text } of everyInjection) {
    it(`the injection "${id}" is one that the stand-in for Prompt Shields knows`, () => {
      assert.equal(isAttack(text), true);
    });
  }

  for (const { id, text } of ordinaryTexts) {
    it(`the ordinary text "${id}" is none`, () => {
      assert.equal(isAttack(text), false);
    });
  }

  it("the short injections fit in the id of a request", () => {
    assert.ok(coreInjections.length >= 5);
    for (const { text } of coreInjections) assert.ok(text.length <= 150, text);
  });

  it("no disguise leaves the text as it was, and none is the same as another", () => {
    const written = Object.values(disguises).map((disguise) => disguise(PLAIN_INJECTION));
    assert.equal(written.includes(PLAIN_INJECTION), false);
    assert.equal(new Set(written).size, written.length);
  });

  it("every poisoned answer differs with its text", () => {
    for (const [place, poison] of Object.entries(poisonedPlaces)) {
      assert.notEqual(JSON.stringify(poison("one")), JSON.stringify(poison("two")), place);
    }
  });

  it("a template is filled in keys and values, and whole values keep their type", () => {
    const template = { "{text}": ["a {text}", { deep: "{object}" }], kept: "{unknown}" };
    assert.deepEqual(filled(template, { text: "x", object: { n: 1 } }), {
      x: ["a x", { deep: { n: 1 } }],
      kept: "{unknown}",
    });
  });

  it("every sample call takes text somewhere", () => {
    for (const [name, { text, nested }] of everySample) {
      for (const call of [text, nested]) {
        assert.ok(JSON.stringify(argumentsWith(call, "needle")).includes("needle"), name);
      }
    }
  });

  it("goes round a list in turn", () => {
    assert.deepEqual(inTurn([1, 2, 3], 2, 2), [3, 1]);
    assert.deepEqual(inTurn([1, 2, 3], 4, 1), [2]);
  });
});
