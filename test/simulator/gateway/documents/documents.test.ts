import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, planned, problemsOf } from "../fixture";

const RAW = `<policies><inbound><set-variable name="a" value="@("x" + (1 < 2 && true))" /><return-response><set-body>@((string)context.Variables["a"])</set-body></return-response></inbound></policies>`;

describeGateway("policy documents", () => {
  it("run raw expressions where the format is rawxml", async () => {
    assert.equal((await call(await open({ api: RAW, format: "rawxml" }))).text, "xTrue");
  });

  it("must be well-formed where the format is xml", async () => {
    assert.match((await problemsOf({ api: RAW })).join(), /^API api, line 1: not well-formed XML/);
  });

  it("lie in the plan, not behind a link", async () => {
    assert.match((await problemsOf({ format: "xml-link", inbound: "" })).join(), /its format is "xml-link"/);
  });

  it("have at most 256 KB", async () => {
    assert.match((await problemsOf({ inbound: `<!--${"x".repeat(256 * 1024)}-->` })).join(), /takes 262144/);
  });

  it("tell every problem at once, each with document and line", async () => {
    const problems = await problemsOf({
      global: `<policies>\n<inbound>\n<base wrong="x" />\n</inbound>\n<inbound />\n<middle />\n</policies>`,
      api: `<policies>\n<inbound>\n<set-varable name="a" />\n<choose>\n<when condition="@(1 +)" color="x">\n<base />\n</when>\n</choose>text\n</inbound>\n</policies>`,
      operation: `<policies><inbound><set-variable name="x" value="@(undefinedName)" /></inbound></policies>`,
    });
    const expected = [
      /^global, line 3: <base \/> takes nothing/,
      /^global, line 5: a second section <inbound>/,
      /^global, line 6: <middle> is no section/,
      /^API api, line 2: text outside of policies/,
      /^API api, line 3: <set-varable> is no policy/,
      /^API api, line 5: <when> has no attribute "color"/,
      /^API api, line 6: <base \/> may stand directly in a section only/,
      /^operation post of API api, line 1: set-variable\/value: /,
    ];
    for (const pattern of expected) {
      assert.ok(
        problems.some((problem) => pattern.test(problem)),
        `${String(pattern)} in\n${problems.join("\n")}`,
      );
    }
  });

  it("take one policy in the backend section", async () => {
    assert.match(
      (await problemsOf({ backend: `<set-variable name="a" value="b" /><base />` })).join(),
      /<backend> takes one policy, and has 2: set-variable, base/,
    );
  });

  it("leave an outer scope out where a section is missing", async () => {
    const gateway = await open({
      global: `<policies><inbound>${answerWith("global")}</inbound><backend><forward-request /></backend></policies>`,
      api: `<policies><outbound /></policies>`,
    });
    assert.equal((await call(gateway)).text, "");
  });

  it("refuse an attribute's expression with something behind it", async () => {
    assert.match(
      (await problemsOf({ inbound: `<set-variable name="a" value="@(1) x" />` })).join(),
      /does not end where its value ends/,
    );
  });
});

describeGateway("named values", () => {
  const SHOW = answerWith(`@("{{v}}")`);

  it("are put in as text, inside C# too", async () => {
    const gateway = await open({ inbound: SHOW, namedValues: { v: { value: `a" + (1 + 1) + "b` } } });
    assert.equal((await call(gateway)).text, "a2b");
  });

  it("break the expression that they stand in where they hold a quote", async () => {
    assert.notEqual((await problemsOf({ inbound: SHOW, namedValues: { v: { value: `"` } } })).length, 0);
  });

  it("are found by their display name", async () => {
    const gateway = await open({ inbound: SHOW, namedValues: { v: { namedValueId: "other", value: "x" } } });
    assert.equal((await call(gateway)).text, "x");
  });

  for (const [what, inputs, problem] of [
    ["not planned", undefined, /no named value "v" is planned/],
    ["secret", { value: "x", secret: true }, /is secret/],
    ["out of a vault", { keyVault: { secretIdentifier: "x" } }, /is secret/],
    ["unknown", { value: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, /is not known in the plan/],
    ["longer than 4096 characters", { value: "x".repeat(4097) }, /4096 are allowed/],
  ] as const) {
    it(`refuse to be used where one is ${what}`, async () => {
      const problems = await problemsOf({
        inbound: SHOW,
        ...(inputs === undefined ? {} : { namedValues: { v: inputs } }),
      });
      assert.match(problems.join(), problem);
    });
  }
});

describeGateway("what else is planned", () => {
  it("refuses other kinds of APIs, versions, and a plan without a service", async () => {
    assert.match((await problemsOf({ apiInputs: { apiType: "graphql" } })).join(), /its type is "graphql"/);
    assert.match((await problemsOf({ apiInputs: { apiVersionSetId: "x" } })).join(), /versions and revisions/);
    assert.match(
      (await problemsOf({ more: [planned("ApiManagementService", "second", { serviceName: "b" })] })).join(),
      /it has 2 API Management services/,
    );
  });
});
