import assert from "node:assert/strict";
import { judgeCustomerPolicy } from "../../../infra/settings/customer-policy/judge";
import type { Section } from "../../../infra/settings/customer-policy/elements";
import { settingsIn, Stack, told, trails } from "./stack";

function mistakes(body: string, section: Section = "inbound"): readonly string[] {
  return judgeCustomerPolicy(`<fragment>\n${body}\n</fragment>\n`, section).mistakes;
}

function setVariable(expression: string): string {
  return `<set-variable name="customer-x" value="@(${expression})" />`;
}

/** What may not stand in a customer's policy, and what must be said about it. */
const REFUSED: readonly (readonly [claim: string, body: string, says: RegExp, section?: Section])[] = [
  ["replaces the body", "<set-body>x</set-body>", /^line 2: <set-body> would replace what was checked/],
  ["replaces the backend", '<set-backend-service backend-id="x" />', /send the call to another server; name a server/],
  ["rewrites the address", '<rewrite-uri template="/x" />', /another address/],
  ["replaces the credentials", '<authentication-managed-identity resource="x" />', /replace the credentials/],
  ["puts a password in place", '<authentication-basic username="a" password="b" />', /replace the credentials/],
  ["caches", '<cache-lookup vary-by-developer="false" />', /share answers between callers/],
  ["caches a value", '<cache-store-value key="a" value="b" duration="1" />', /share answers between callers/],
  ["asks somebody else", '<send-request mode="new" response-variable-name="x" />', /hand the message to others/],
  ["tells somebody else", '<send-one-way-request mode="new" />', /hand the message to others/],
  ["brings in a fragment", '<include-fragment fragment-id="x" />', /write it out/],
  ["includes the parent's policy", "<base />", /stands in the platform's own document/],
  ["forwards", "<forward-request />", /written by the platform/],
  ["answers in the server's place", "<mock-response />", /refuse with <return-response>/],
  ["holds what API Management does not know", "<frobnicate />", /not among what a customer's policy may hold: choose/],
  ["reports another outcome", '<set-status code="403" />', /stands only in <return-response>/],
  [
    "refuses with success",
    '<return-response><set-status code="200" /></return-response>',
    /would not be a refusal; write a literal code from 400 to 499/,
  ],
  [
    "refuses with a status that nobody sees here",
    '<return-response><set-status code="@(200)" /></return-response>',
    /literal code/,
  ],
  ["refuses without a status", "<return-response />", /without a status answers 200/],
  [
    "refuses on the way back",
    '<return-response><set-status code="403" /></return-response>',
    /stands only in the inbound policy/,
    "outbound",
  ],
  [
    "overwrites a variable of ours",
    '<set-variable name="user" value="x" />',
    /literal name that begins with customer-/,
  ],
  [
    "computes a variable's name",
    `<set-variable name="@("user")" value="x" />`.replaceAll('("user")', "(1)"),
    /literal/,
  ],
  [
    "overwrites a variable of ours on the side",
    '<rate-limit-by-key calls="1" renewal-period="60" counter-key="x" remaining-calls-variable-name="user" />',
    /<rate-limit-by-key remaining-calls-variable-name> must be a variable of your own/,
  ],
  ...[
    "Authorization",
    "X-Bulwark-User",
    "x-forwarded-for",
    "Host",
    "Cookie",
    "Mcp-Session-Id",
    "Content-Type",
    "X-MS-CLIENT-PRINCIPAL-ID",
  ].map(
    (header) =>
      [
        `sets ${header}`,
        `<set-header name="${header}"><value>x</value></set-header>`,
        /is the platform's to write/,
      ] as const,
  ),
  [
    "names a header that nobody sees here",
    '<set-header name="@(1 + &quot;x&quot;)"><value>x</value></set-header>',
    /literally/,
  ],
  [
    "reads the token",
    setVariable("context.Request.Headers.GetValueOrDefault(&quot;authorization&quot;, &quot;&quot;)"),
    /reads authorization, which lets its bearer in/,
  ],
  [
    "reads the token's variable",
    setVariable("((Jwt)context.Variables[&quot;token&quot;]).Subject"),
    /reads the variable "token"; allowed: server, user/,
  ],
  [
    "spells the header out of parts",
    setVariable("context.Request.Headers.GetValueOrDefault(&quot;Author&quot; + &quot;ization&quot;, &quot;&quot;)"),
    /by names that nobody sees here/,
  ],
  [
    "spells the header with escapes",
    setVariable("context.Request.Headers.GetValueOrDefault(&quot;\\u0041uthorization&quot;, &quot;&quot;)"),
    /escaped character/,
  ],
  [
    "keeps all headers",
    setVariable("string.Join(&quot;,&quot;, context.Request.Headers.Select(h =&gt; h.Key))"),
    /by names that nobody sees here/,
  ],
  ["hands the context on", setVariable("new[] { context }.First().Request"), /hands context on/],
  ["reads the body away", setVariable("context.Request.Body.As&lt;string&gt;()"), /reads the body, which is then gone/],
  [
    "records what people wrote",
    '<trace source="x"><message>@((string)context.Variables["body"])</message></trace>',
    /records "body", which holds what people wrote/,
  ],
  ["uses a named value", '<set-header name="X-Team"><value>{{team}}</value></set-header>', /stands for a named value/],
];

describe("a customer's own policy is refused where it", () => {
  for (const [claim, body, says, section] of REFUSED) {
    it(claim, () => {
      const found = mistakes(body, section);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", says);
    });
  }

  it("is no XML, with its place", () => {
    assert.match(
      judgeCustomerPolicy("<fragment>\n<a>\n</fragment>", "inbound").mistakes[0] ?? "",
      /not well-formed XML: .*line 3/,
    );
    assert.match(judgeCustomerPolicy("", "inbound").mistakes[0] ?? "", /not well-formed XML/);
  });

  it("has another root", () => {
    const policies = "<policies>\n<inbound />\n</policies>";
    assert.match(judgeCustomerPolicy(policies, "inbound").mistakes[0] ?? "", /^line 1: the root must be <fragment>/);
  });

  it("has several mistakes, all of them told, each with its line", () => {
    const found = mistakes('<base />\n<choose>\n<when condition="@(true)">\n<set-body />\n</when>\n</choose>');
    assert.deepEqual(
      found.map((mistake) => mistake.slice(0, 15)),
      ["line 2: <base> ", "line 5: <set-bo"],
    );
  });
});

describe("a customer's own policy is taken where it", () => {
  const taken: readonly (readonly [claim: string, body: string, section?: Section])[] = [
    [
      "limits, refuses, records and counts by what was decided",
      `<rate-limit-by-key calls="10" renewal-period="60" counter-key="@((string)context.Variables[&quot;user&quot;])" />
       <ip-filter action="allow"><address>10.0.0.1</address></ip-filter>
       <choose>
         <when condition="@(((string)context.Variables[&quot;body&quot;]).Contains(&quot;secret project&quot;))">
           <return-response><set-status code="403" reason="Forbidden" /></return-response>
         </when>
         <otherwise><set-variable name="customer-team" value="red" /></otherwise>
       </choose>
       <trace source="team"><message>@(context.Variables.GetValueOrDefault&lt;string&gt;("customer-team"))</message></trace>`,
    ],
    [
      "adds a header on the way back",
      '<set-header name="X-Team" exists-action="override"><value>red</value></set-header>',
      "outbound",
    ],
  ];
  for (const [claim, body, section] of taken) {
    it(claim, () => {
      assert.deepEqual(mistakes(body, section), []);
    });
  }

  it("stands in the settings without its root", () => {
    const { inner } = judgeCustomerPolicy('<fragment>\n  <trace source="a" />\n</fragment>\n', "inbound");
    assert.equal(inner, '<trace source="a" />');
  });
});

describe("the customPolicy of a server", () => {
  it("names a file that is there", () => {
    const stack = new Stack().set(trails("customPolicy"), { inbound: "team.xml" });
    assert.deepEqual(told(stack.read()), [
      "bulwark:servers[0].customPolicy.inbound: policies/team.xml is not there, beside the stack files; write it, or leave this out",
    ]);
    assert.deepEqual(told(stack.file("policies/team.xml", "<fragment><trace source='a' /></fragment>").read()), []);
  });

  it("comes into the settings between two steps that say where it is", () => {
    const stack = new Stack()
      .set(trails("customPolicy"), { outbound: "team.xml" })
      .file("policies/team.xml", "<fragment><trace source='a' /></fragment>");
    const [server] = settingsIn(stack.read()).servers;
    assert.deepEqual(server?.customPolicyXml, {
      inbound: undefined,
      outbound: `<set-variable name="customer-policy" value="outbound" />
<trace source='a' />
<set-variable name="customer-policy" value="" />`,
    });
  });

  it("tells what is wrong in the file, with its line", () => {
    const stack = new Stack()
      .set(trails("customPolicy"), { outbound: "team.xml" })
      .file("policies/team.xml", "<fragment>\n\n<set-body>x</set-body></fragment>");
    assert.match(
      told(stack.read()).join("\n"),
      /^bulwark:servers\[0\]\.customPolicy\.outbound: policies\/team\.xml, line 3: <set-body> would replace/,
    );
  });

  it("stays in its folder", () => {
    const stack = new Stack().set(trails("customPolicy"), { inbound: "../../etc/team.xml" });
    assert.match(told(stack.read()).join("\n"), /leave the folder out/);
  });
});
