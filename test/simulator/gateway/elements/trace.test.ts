import assert from "node:assert/strict";
import { answerWith, call, clock, describeGateway, open, problemsOf } from "../fixture";

const TRACE = (severity: string): string =>
  `<trace source="s" ${severity}><message>@(context.Request.Method)</message><metadata name="m" value="@(&quot;v&quot;)" /></trace>${answerWith("x")}`;

describeGateway("trace", () => {
  it("emits at once, with its time and metadata", async () => {
    const gateway = await open({ inbound: TRACE(`severity="information"`) });
    await call(gateway);
    assert.deepEqual(gateway.traces, [
      { source: "s", severity: "information", message: "POST", at: clock.ms, metadata: { m: "v" } },
    ]);
  });

  for (const [verbosity, severities] of [
    ["error", ["error"]],
    ["information", ["information", "error"]],
    ["verbose", ["verbose", "information", "error"]],
  ] as const) {
    it(`drops what is below the diagnostic's verbosity ${verbosity}`, async () => {
      const passed = [];
      for (const severity of ["verbose", "information", "error"]) {
        const gateway = await open({ verbosity, inbound: TRACE(`severity="${severity}"`) });
        await call(gateway);
        passed.push(...gateway.traces.map((trace) => trace.severity));
      }
      assert.deepEqual(passed, severities);
    });
  }

  it("is verbose where no severity is named", async () => {
    const gateway = await open({ verbosity: "verbose", inbound: TRACE("") });
    await call(gateway);
    assert.equal(gateway.traces[0]?.severity, "verbose");
  });

  it("takes no expression for its source, and needs a message", async () => {
    assert.match(
      (await problemsOf({ inbound: `<trace source="@(&quot;s&quot;)"><message>m</message></trace>` })).join(),
      /"source" of <trace> takes no expression/,
    );
    assert.match((await problemsOf({ inbound: `<trace source="s" />` })).join(), /has no <message>/);
  });
});
