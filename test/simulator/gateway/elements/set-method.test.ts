import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("set-method", () => {
  it("changes the method that the backend sees", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><set-method>@("pu" + "t")</set-method>`,
    });
    await call(gateway);
    assert.equal(server.received[0]?.method, "PUT");
  });

  it("refuses what is no method", async () => {
    assert.match((await problemsOf({ inbound: `<set-method>P T</set-method>` })).join(), /is no HTTP method/);
  });
});
