import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("quota", () => {
  it("limits no request without a subscription key: that is what quota-by-key is for", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      product: `<policies><inbound><quota calls="1" renewal-period="300" /><base /></inbound><backend><base /></backend><outbound /><on-error /></policies>`,
    });
    assert.equal((await call(gateway)).status, 200);
    assert.equal((await call(gateway)).status, 200);
  });

  it("stands at product scope only", async () => {
    assert.match(
      (await problemsOf({ inbound: `<quota calls="1" renewal-period="300" />` })).join(),
      /<quota> may not be set at api scope/,
    );
  });
});
