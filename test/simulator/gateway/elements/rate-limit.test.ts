import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

const LIMIT = `<rate-limit calls="1" renewal-period="60" />`;

describeGateway("rate-limit", () => {
  it("limits no request without a subscription key: that is what rate-limit-by-key is for", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: `<base />${LIMIT}` });
    assert.equal((await call(gateway)).status, 200);
    assert.equal((await call(gateway)).status, 200);
  });

  it("may not stand at global scope, and takes no expressions", async () => {
    assert.match(
      (await problemsOf({ global: `<policies><inbound>${LIMIT}</inbound></policies>` })).join(),
      /<rate-limit> may not be set at global scope/,
    );
    assert.match(
      (await problemsOf({ inbound: `<rate-limit calls="@(1)" renewal-period="60" />` })).join(),
      /"calls" of <rate-limit> takes no expression/,
    );
  });
});
