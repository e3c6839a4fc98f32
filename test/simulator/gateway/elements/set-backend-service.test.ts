import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

describeGateway("set-backend-service", () => {
  it("sends to the planned backend, and shows it in context.Request.Url", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      apiInputs: { serviceUrl: "http://127.0.0.1:1" },
      inbound: `<base /><set-backend-service backend-id="server" /><set-header name="Port"><value>@(context.Request.Url.Port.ToString())</value></set-header>`,
    });
    assert.equal((await call(gateway)).status, 200);
    assert.equal(server.received[0]?.headers.port, new URL(server.origin).port);
  });

  it("sends to an address", async () => {
    const server = await backend();
    const gateway = await open({ inbound: `<base /><set-backend-service base-url="${server.origin}/base" />` });
    await call(gateway, "/api/below");
    assert.equal(server.received[0]?.url, "/base/below");
  });

  it("refuses a backend that is not planned, both ways of naming one, and none", async () => {
    const of = async (attributes: string): Promise<string> =>
      (await problemsOf({ inbound: `<set-backend-service ${attributes} />` })).join();
    assert.match(await of(`backend-id="other"`), /no backend "other" is planned/);
    assert.match(await of(`backend-id="server" base-url="http://127.0.0.1"`), /takes one of/);
    assert.match(await of(""), /takes one of/);
  });

  it("refuses a planned backend whose address is unknown", async () => {
    assert.match(
      (await problemsOf({ backendUrl: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })).join(),
      /backend server: its url is no address/,
    );
  });
});
