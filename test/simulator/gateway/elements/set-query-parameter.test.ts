import assert from "node:assert/strict";
import { backend, call, describeGateway, open } from "../fixture";

describeGateway("set-query-parameter", () => {
  for (const [action, expected] of [
    ["override", "/x?b=2&a=new"],
    ["skip", "/x?a=1&b=2"],
    ["append", "/x?a=1&b=2&a=new"],
    ["delete", "/x?b=2"],
  ] as const) {
    it(`does ${action} to a parameter that is there`, async () => {
      const server = await backend();
      const gateway = await open({
        backendUrl: server.origin,
        inbound: `<base /><set-query-parameter name="a" exists-action="${action}">${action === "delete" ? "" : "<value>new</value>"}</set-query-parameter>`,
      });
      await call(gateway, "/api/x?a=1&b=2");
      assert.equal(server.received[0]?.url, expected);
    });
  }
});
