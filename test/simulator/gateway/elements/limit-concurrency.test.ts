import assert from "node:assert/strict";
import { backend, call, describeGateway, open } from "../fixture";

describeGateway("limit-concurrency", () => {
  it("refuses who comes while all places are taken, and lets the next in afterwards", async () => {
    let release = (): void => undefined;
    const server = await backend((_, res) => {
      release = () => res.end("done");
    });
    const gateway = await open({
      backendUrl: server.origin,
      backend: `<limit-concurrency key="k" max-count="1"><forward-request /></limit-concurrency>`,
    });
    const first = call(gateway);
    while (server.received.length < 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal((await call(gateway)).status, 429);
    release();
    assert.equal((await first).text, "done");
    const next = call(gateway);
    while (server.received.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    release();
    assert.equal((await next).status, 200);
  });
});
