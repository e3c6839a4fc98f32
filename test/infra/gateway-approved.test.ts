import assert from "node:assert/strict";
import { approved } from "../../infra/gateway/approved";
import { withCode } from "../../infra/gateway/policy-text";
import { serverWith } from "./settings.fixture";

const args = { baseUrl: "https://mcp.example.com", audienceUri: "api://tenant/trails" };

describe("what a server's policy decides by", () => {
  const [scope] = serverWith({}).scopes;
  const server = serverWith({
    scopes: [
      {
        ...scope,
        tools: ["find_trails", "erase"],
        prompts: ["plan_hike"],
        resources: ["trails://a.b", "trails://guides/{name}/{part}.md"],
      },
    ],
    disabled: ["erase"],
  });

  it("holds what the lock approves and a scope opens, and nothing that is disabled", () => {
    assert.deepEqual(Object.keys(approved({ ...args, server }).tools as object), ["find_trails"]);
    const unmapped = serverWith({ scopes: [{ ...scope, tools: ["other"] }], lock: server.lock });
    assert.deepEqual(approved({ ...args, server: unmapped }).tools, {});
  });

  it("gives templates a pattern in which everything but a name stands for itself", () => {
    const { resources } = approved({ ...args, server });
    assert.deepEqual(resources, [
      { uri: "trails://a.b", scope: "trails.read" },
      {
        uri: "trails://guides/{name}/{part}.md",
        scope: "trails.read",
        match: "^trails://guides/[^/]+/[^/]+\\u002emd\\z",
      },
    ]);
  });

  it("pins instructions only where the lock has some", () => {
    assert.equal(approved({ ...args, server }).instructions, null);
    const lock = { ...server.lock, instructions: { text: "Ask.", pin: "a".repeat(64) } };
    assert.equal(approved({ ...args, server: { ...server, lock } }).instructions, "a".repeat(64));
  });
});

describe("putting shared code in place", () => {
  const code = (name: string): string =>
    ({
      plain: 'return "a" < 1;',
      noted: "// why\n/* and\n more */\n  var x = 1;\n",
      outer: "{\n  [[code:plain]]\n}",
      round: "[[code:round]]",
      late: "var x = 1; // no",
    })[name] ?? "";

  it("escapes what the quotes around it need, and no more", () => {
    assert.equal(withCode('<a b="@{ [[code:plain]] }" />', code), '<a b="@{ return &quot;a&quot; &lt; 1; }" />');
    assert.equal(withCode("<a b='@{ [[code:plain]] }' />", code), "<a b='@{ return \"a\" &lt; 1; }' />");
    assert.equal(withCode("<a>@{ [[code:plain]] }</a>", code), '<a>@{ return "a" &lt; 1; }</a>');
  });

  it("leaves comments out, which would swallow the rest of an attribute", () => {
    assert.equal(withCode("<a>@{ [[code:noted]] }</a>", code), "<a>@{ var x = 1; }</a>");
    assert.throws(() => withCode("<a>[[code:late]]</a>", code), /comment behind a statement/);
  });

  it("puts code in code, but not in itself", () => {
    assert.equal(withCode("<a>@{ [[code:outer]] }</a>", code), '<a>@{ {\nreturn "a" &lt; 1;\n} }</a>');
    assert.throws(() => withCode("<a>[[code:round]]</a>", code), /names itself/);
  });
});
