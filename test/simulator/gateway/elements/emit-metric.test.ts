import assert from "node:assert/strict";
import { answerWith, call, clock, describeGateway, open, problemsOf } from "../fixture";

describeGateway("emit-metric", () => {
  const METRIC = (count: number): string =>
    `<emit-metric name="m" value="@(1.5)" namespace="n">${Array.from({ length: count }, (_, at) => `<dimension name="d${at}" value="v" />`).join("")}<dimension name="API ID" /></emit-metric>${answerWith("x")}`;

  it("emits its value and dimensions", async () => {
    const gateway = await open({ inbound: METRIC(1) });
    await call(gateway);
    assert.deepEqual(gateway.metrics, [
      { name: "m", namespace: "n", value: 1.5, dimensions: { d0: "v", "API ID": "api" }, at: clock.ms },
    ]);
  });

  it("takes five dimensions, and a value for each of one's own", async () => {
    assert.match((await problemsOf({ inbound: METRIC(5) })).join(), /takes 5 dimensions, and has 6/);
    assert.match(
      (await problemsOf({ inbound: `<emit-metric name="m"><dimension name="mine" /></emit-metric>` })).join(),
      /"mine" needs a value/,
    );
  });
});
