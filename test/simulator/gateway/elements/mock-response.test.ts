import assert from "node:assert/strict";
import { backend, call, describeGateway, open } from "../fixture";

describeGateway("mock-response", () => {
  it("answers with the operation's example, and ends the pipeline", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      operations: [
        {
          operationId: "post",
          method: "POST",
          urlTemplate: "/*",
          displayName: "POST",
          responses: [
            {
              statusCode: 201,
              representations: [{ contentType: "application/json", examples: { default: { value: { a: 1 } } } }],
            },
          ],
        },
      ],
      inbound: `<base /><mock-response status-code="201" content-type="application/json" />`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 201);
    assert.equal(answer.text, '{"a":1}');
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.equal(server.received.length, 0);
  });

  it("answers 200 with nothing where there is no example", async () => {
    assert.equal((await call(await open({ inbound: "<mock-response />" }))).text, "");
  });
});
