import assert from "node:assert/strict";
import { medianOf, pairedRatio, spreadOf } from "../../bench/statistics";

describe("the benchmark's figures", () => {
  it("tell the median, not the mean, whatever the order", () => {
    assert.equal(medianOf([9, 1, 2]), 2);
    assert.equal(medianOf([100, 1, 3, 2]), 2.5);
    assert.deepEqual(spreadOf([3, 1, 50]), { median: 3, least: 1, most: 50 });
  });

  it("compare pair by pair: a disturbance of both in one round does not count", () => {
    assert.equal(pairedRatio([1, 10, 1], [2, 20, 2]), 0.5);
  });

  it("say that nothing was measured", () => {
    assert.throws(() => spreadOf([]), /nothing was measured/);
  });
});
