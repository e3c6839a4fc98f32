import assert from "node:assert/strict";
import { backend, call, clock, describeGateway, open, problemsOf } from "../fixture";

const QUOTA = (attributes: string): string => `<base /><quota-by-key counter-key="k" ${attributes} />`;

describeGateway("quota-by-key", () => {
  it("refuses with 403 above the calls of a fixed window, and starts anew in the next", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: QUOTA(`calls="1" renewal-period="300"`) });
    clock.ms += 200_000;
    assert.equal((await call(gateway)).status, 200);
    const refused = await call(gateway);
    assert.equal(refused.status, 403);
    assert.equal(refused.headers.get("retry-after"), "100");
    clock.ms += 100_000;
    assert.equal((await call(gateway)).status, 200);
  });

  it("never starts anew with a period of 0", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: QUOTA(`calls="1" renewal-period="0"`) });
    await call(gateway);
    clock.ms += 10 ** 12;
    assert.equal((await call(gateway)).status, 403);
  });

  it("counts kilobytes", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: QUOTA(`bandwidth="1" renewal-period="300"`) });
    assert.equal((await call(gateway, "/api/x", { body: "a".repeat(1100) })).status, 200);
    assert.equal((await call(gateway)).status, 403);
  });

  it("counts only what meets increment-condition", async () => {
    const server = await backend((_, res) => res.writeHead(404).end());
    const gateway = await open({
      backendUrl: server.origin,
      inbound: QUOTA(`calls="1" renewal-period="300" increment-condition="@(context.Response.StatusCode == 200)"`),
    });
    assert.equal((await call(gateway)).status, 404);
    assert.equal((await call(gateway)).status, 404);
  });

  it("takes 0 or at least 300 seconds, and needs calls or bandwidth", async () => {
    assert.match((await problemsOf({ inbound: QUOTA(`calls="1" renewal-period="60"`) })).join(), /at least 300/);
    assert.match((await problemsOf({ inbound: QUOTA(`renewal-period="300"`) })).join(), /needs "calls" or "bandwidth"/);
  });
});
