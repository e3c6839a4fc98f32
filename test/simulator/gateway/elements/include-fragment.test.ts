import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, problemsOf } from "../fixture";

const INCLUDE = `<include-fragment fragment-id="f" />`;

describeGateway("include-fragment", () => {
  it("runs the fragment's policies in its place", async () => {
    const gateway = await open({
      inbound: `<set-variable name="a" value="1" />${INCLUDE}${answerWith(`@((string)context.Variables["a"])`)}`,
      fragments: {
        f: `<fragment><set-variable name="a" value="@((string)context.Variables[&quot;a&quot;] + &quot;2&quot;)" /></fragment>`,
      },
    });
    assert.equal((await call(gateway)).text, "12");
  });

  for (const [what, fragment, problem] of [
    ["a fragment that is not planned", undefined, /no fragment "f" is planned/],
    [
      "<base /> in a fragment",
      `<fragment><base /></fragment>`,
      /fragment f, line 1: <base \/> may not stand in a fragment/,
    ],
    ["a fragment in a fragment", `<fragment>${INCLUDE}</fragment>`, /may not include another/],
    ["sections in a fragment", `<fragment><inbound /></fragment>`, /<inbound> is no policy/],
    ["another root", `<policies />`, /its root is <policies>, not <fragment>/],
    ["more than 32 KB", `<fragment><!--${"x".repeat(32 * 1024)}--></fragment>`, /takes 32768/],
    [
      "a policy that may not stand where it is included",
      `<fragment><forward-request /></fragment>`,
      /may not stand in <inbound>/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const problems = await problemsOf({
        inbound: INCLUDE,
        ...(fragment === undefined ? {} : { fragments: { f: fragment } }),
      });
      assert.match(problems.join("\n"), problem);
    });
  }

  it("holds a fragment that nothing includes to the rules as well", async () => {
    assert.match((await problemsOf({ fragments: { f: `<fragment>` } })).join(), /not well-formed/);
  });
});
