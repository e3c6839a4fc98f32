import assert from "node:assert/strict";
import { benign } from "../../attacks/benign";
import { everySample } from "../../attacks/payloads/samples";
import { labOf } from "./lab.fixture";

describe("attacks/benign", () => {
  it("has at least 80 requests, each under a name of its own", () => {
    const names = benign.map(({ name }) => name);
    assert.ok(names.length >= 80, String(names.length));
    assert.equal(new Set(names).size, names.length);
  });

  it("asks every server, in each era, for its lists, ids, texts and answers", () => {
    for (const [server] of everySample) {
      for (const kind of ["tools/list", "id ", "text: ", "long text: ", "answer: ", "every allowed client"]) {
        assert.ok(
          benign.some(({ name }) => name.startsWith(`${server}: ${kind}`)),
          `${server}: ${kind}`,
        );
      }
    }
  });

  it("counts what cannot be sent as not served", async () => {
    const [first] = benign;
    assert.ok(first !== undefined);
    await assert.rejects(first.run(labOf()));
  });

  it("counts a server that the stack does not have as not served", async () => {
    const [first] = benign;
    assert.ok(first !== undefined);
    await assert.rejects(async () => first.run({ ...labOf(), servers: [] }), /the stack has no server/);
  });
});
