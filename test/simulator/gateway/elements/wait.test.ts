import assert from "node:assert/strict";
import { answerWith, backend, call, describeGateway, open, problemsOf } from "../fixture";

const send = (name: string, url: string): string =>
  `<send-request response-variable-name="${name}" timeout="5"><set-url>${url}</set-url></send-request>`;

describeGateway("wait", () => {
  it("runs its children at the same time and waits for all", async () => {
    // It answers nobody until all three are there.
    const waiting: (() => void)[] = [];
    const party = await backend((_, res) => {
      waiting.push(() => res.end("x"));
      if (waiting.length === 3) {
        for (const answer of waiting) {
          answer();
        }
      }
    });
    const gateway = await open({
      inbound: `<wait for="all"><choose><when condition="@(true)">${send("a", party.origin)}</when></choose>${send("b", party.origin)}${send("c", party.origin)}</wait>${answerWith(`@(string.Join(",", new [] { "a", "b", "c" }.Where(n => context.Variables.ContainsKey(n))))`)}`,
    });
    assert.equal((await call(gateway)).text, "a,b,c");
    assert.equal(waiting.length, 3);
  });

  it("fails where one of them fails, once all have ended", async () => {
    const party = await backend();
    const gateway = await open({
      inbound: `<wait>${send("a", "http://127.0.0.1:1")}${send("b", party.origin)}</wait>${answerWith("went on")}`,
      onError: answerWith(`@(context.LastError.Reason + context.Variables.ContainsKey("b"))`),
    });
    assert.equal((await call(gateway)).text, "BackendConnectionFailureTrue");
  });

  it("goes on after the first with for=any", async () => {
    const slow = await backend((_, res) => setTimeout(() => res.end("x"), 400));
    const quick = await backend();
    const gateway = await open({
      inbound: `<wait for="any">${send("a", slow.origin)}${send("b", quick.origin)}</wait>${answerWith(`@(context.Variables.ContainsKey("a").ToString() + context.Variables.ContainsKey("b"))`)}`,
    });
    assert.equal((await call(gateway)).text, "FalseTrue");
  });

  it("takes send-request, cache-lookup-value and choose, and not in on-error", async () => {
    const other = `<wait><set-variable name="a" value="b" /></wait>`;
    assert.match((await problemsOf({ inbound: other })).join(), /<set-variable> may not stand in <wait>/);
    assert.match(
      (await problemsOf({ onError: `<wait>${send("a", "http://127.0.0.1:1")}</wait>` })).join(),
      /may not stand in <on-error>/,
    );
  });
});
