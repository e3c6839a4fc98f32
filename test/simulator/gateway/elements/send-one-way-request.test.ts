import assert from "node:assert/strict";
import { answerWith, backend, call, describeGateway, open } from "../fixture";

describeGateway("send-one-way-request", () => {
  it("sends, and waits for nobody", async () => {
    let answered = false;
    const party = await backend((_, res) =>
      setTimeout(() => {
        answered = true;
        res.end();
      }, 300),
    );
    const gateway = await open({
      inbound: `<send-one-way-request><set-url>${party.origin}</set-url><set-method>POST</set-method><set-body>@(context.Request.Method)</set-body></send-one-way-request>${answerWith("served")}`,
    });
    assert.equal((await call(gateway)).text, "served");
    assert.equal(answered, false);
    while (party.received.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(party.received[0]?.body, "POST");
  });

  it("goes on where nothing listens", async () => {
    const gateway = await open({
      inbound: `<send-one-way-request><set-url>http://127.0.0.1:1</set-url></send-one-way-request>${answerWith("served")}`,
    });
    assert.equal((await call(gateway)).text, "served");
  });
});
