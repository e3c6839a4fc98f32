import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, problemsOf } from "../fixture";

const REASON = `<set-header name="Reason"><value>@(context.LastError.Reason)</value></set-header>`;

describeGateway("validate-content", () => {
  const CHECK = (unspecified: string, exceeded: string): string =>
    `<validate-content unspecified-content-type-action="${unspecified}" max-size="10" size-exceeded-action="${exceeded}" />${answerWith("served")}`;

  it("refuses a body above its size with prevent, and lets it through with detect", async () => {
    const strict = await open({ inbound: CHECK("ignore", "prevent"), onError: REASON });
    assert.equal((await call(strict, "/api/x", { body: "a".repeat(10) })).text, "served");
    const refused = await call(strict, "/api/x", { body: "a".repeat(11) });
    assert.deepEqual([refused.status, refused.headers.get("reason")], [400, "ValidationException"]);
    const lax = await open({ inbound: CHECK("ignore", "detect") });
    assert.equal((await call(lax, "/api/x", { body: "a".repeat(11) })).text, "served");
  });

  it("refuses every content type with prevent, where none is specified", async () => {
    assert.equal((await call(await open({ inbound: CHECK("prevent", "ignore") }))).status, 400);
  });

  it("takes at most 4 MB, and refuses schemas plainly", async () => {
    assert.match(
      (await problemsOf({ inbound: CHECK("ignore", "ignore").replace(`"10"`, `"4194305"`) })).join(),
      /from 1 to 4194304/,
    );
    const schema = CHECK("ignore", "ignore").replace(
      " />",
      `><content validate-as="json" action="prevent" /></validate-content>`,
    );
    assert.match((await problemsOf({ inbound: schema })).join(), /schemas of <validate-content> are not simulated/);
  });
});
