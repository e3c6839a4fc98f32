import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open } from "../fixture";

const REASON = `<set-header name="Reason"><value>@(context.LastError.Reason)</value></set-header>`;

describeGateway("check-header", () => {
  const CHECK = `<check-header name="X-A" failed-check-httpcode="418" failed-check-error-message="No" ignore-case="true"><value>b</value></check-header>${answerWith("served")}`;

  it("lets one of the values through, and answers as told to no or another value", async () => {
    const gateway = await open({ inbound: CHECK, onError: REASON });
    assert.equal((await call(gateway, "/api/x", { headers: { "X-A": "B" } })).text, "served");
    const missing = await call(gateway);
    assert.deepEqual([missing.status, missing.headers.get("reason")], [418, "HeaderNotFound"]);
    assert.match(missing.text, /"No"/);
    const other = await call(gateway, "/api/x", { headers: { "X-A": "c" } });
    assert.deepEqual([other.status, other.headers.get("reason")], [418, "HeaderValueNotAllowed"]);
  });
});
