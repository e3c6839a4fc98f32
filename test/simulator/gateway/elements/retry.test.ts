import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

const RETRY = (count: number, attributes = ""): string =>
  `<retry condition="@(context.Response.StatusCode == 503)" count="${count}" interval="0" ${attributes}><forward-request buffer-request-body="true" /></retry>`;

describeGateway("retry", () => {
  it("tries again while the condition holds, with the same body", async () => {
    let left = 2;
    const server = await backend((_, res) => {
      left -= 1;
      res.writeHead(left >= 0 ? 503 : 200).end("done");
    });
    const gateway = await open({ backendUrl: server.origin, backend: RETRY(5) });
    assert.equal((await call(gateway, "/api/x", { body: "again" })).text, "done");
    assert.deepEqual(
      server.received.map(({ body }) => body),
      ["again", "again", "again"],
    );
  });

  it("gives up after count", async () => {
    const server = await backend((_, res) => res.writeHead(503).end());
    const gateway = await open({ backendUrl: server.origin, backend: RETRY(2) });
    assert.equal((await call(gateway)).status, 503);
    assert.equal(server.received.length, 3);
  });

  it("waits the interval but before a first fast retry", async () => {
    const server = await backend((_, res) => res.writeHead(503).end());
    const times = async (attributes: string): Promise<number> => {
      const gateway = await open({
        backendUrl: server.origin,
        backend: RETRY(1, attributes).replace(`interval="0"`, `interval="1"`),
      });
      const start = performance.now();
      await call(gateway);
      return performance.now() - start;
    };
    assert.ok((await times("")) >= 990);
    assert.ok((await times(`first-fast-retry="true"`)) < 900);
  });

  it("takes 1 to 50 tries", async () => {
    assert.match((await problemsOf({ backend: RETRY(51) })).join(), /from 1 to 50/);
  });
});
