import assert from "node:assert/strict";
import { backend, call, describeGateway, open } from "../fixture";

describeGateway("find-and-replace", () => {
  it("replaces every occurrence, as text", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base /><find-and-replace from="a." to="$&amp;" />`,
      outbound: `<find-and-replace from="true" to="1" />`,
    });
    assert.equal((await call(gateway, "/api/x", { body: "a. ab a." })).text, '{"ok":1}');
    assert.equal(server.received[0]?.body, "$& ab $&");
  });
});
