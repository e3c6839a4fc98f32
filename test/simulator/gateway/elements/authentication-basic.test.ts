import assert from "node:assert/strict";
import { backend, call, describeGateway, open } from "../fixture";

describeGateway("authentication-basic", () => {
  it("overwrites Authorization", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><authentication-basic username="u" password="p" />`,
    });
    await call(gateway, "/api/x", { headers: { Authorization: "Bearer client" } });
    assert.equal(server.received[0]?.headers.authorization, "Basic dTpw");
  });
});
