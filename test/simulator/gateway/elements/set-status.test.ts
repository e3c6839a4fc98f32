import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("set-status", () => {
  it("changes the answer's status and keeps the rest", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      outbound: `<set-status code="@(context.Response.StatusCode + 2)" reason="Teapot" />`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 202);
    assert.equal(answer.text, '{"ok":true}');
  });

  it("needs a code from 100 to 599, also of an expression", async () => {
    assert.match((await problemsOf({ outbound: `<set-status code="42" reason="x" />` })).join(), /from 100 to 599/);
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, outbound: `<set-status code="@(42)" reason="x" />` });
    assert.equal((await call(gateway)).status, 500);
  });
});
