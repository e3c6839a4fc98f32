import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LoopbackClient, NetworkFailure } from "../../../../simulator/gateway/network/loopback-client";

describe("connections of the simulated gateway", () => {
  const client = new LoopbackClient();
  after(() => {
    client.close();
  });

  const request = (url: URL) => ({ method: "GET", url, headers: [], body: undefined, timeoutMs: 2000 });

  it("are not opened for a client that has gone already", async () => {
    let reached = 0;
    const server = createServer((_, answer) => {
      reached += 1;
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await assert.rejects(
      client.send({ ...request(new URL(`http://127.0.0.1:${port}/`)), signal: AbortSignal.abort() }),
      (error) => error instanceof NetworkFailure && error.kind === "aborted",
    );
    assert.equal(reached, 0);
    await new Promise((resolve) => server.close(resolve));
  });

  it("leave this machine for nobody", async () => {
    await assert.rejects(
      client.send(request(new URL("http://example.com/"))),
      (error) => error instanceof NetworkFailure && error.message.includes("not on this machine"),
    );
  });
});
