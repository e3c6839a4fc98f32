import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, planned, problemsOf } from "../fixture";

describeGateway("log-to-eventhub", () => {
  const logger = planned("Logger", "hub", { loggerId: "hub", loggerType: "azureEventHub" });

  it("sends up to 200 KB to a planned logger", async () => {
    const gateway = await open({
      inbound: `<log-to-eventhub logger-id="hub">@(new string('x', 300000))</log-to-eventhub>${answerWith("x")}`,
      more: [logger],
    });
    await call(gateway);
    assert.equal(gateway.events[0]?.text.length, 200 * 1024);
  });

  it("refuses a logger that is not planned", async () => {
    assert.match(
      (await problemsOf({ inbound: `<log-to-eventhub logger-id="hub">x</log-to-eventhub>` })).join(),
      /no logger "hub" is planned/,
    );
  });
});
