import assert from "node:assert/strict";
import { readsOf } from "../../../plan/expression/reads";

describe("what an expression reads", () => {
  it("are the variables that it names, by index or by method", () => {
    const reads = readsOf('@((string)context.Variables["a"] + context.Variables.GetValueOrDefault<string>("b", "c"))');
    assert.deepEqual(reads.variables, ["a", "b"]);
    assert.equal(reads.unreadable, false);
  });

  it("is not a variable whose presence alone is asked for", () => {
    assert.deepEqual(readsOf('@(context.Variables.ContainsKey("a"))').variables, []);
  });

  it("are members of the context, two deep", () => {
    const reads = readsOf('@(context.Request.Headers.GetValueOrDefault("X", "") + context.Response.Body.As<string>())');
    assert.deepEqual(reads.members, ["Request.Headers", "Response.Body"]);
    assert.ok(reads.texts.includes("X"));
  });

  it("may be anything where a variable's name is computed or the text cannot be read", () => {
    assert.equal(readsOf("@(context.Variables[name])").unreadable, true);
    assert.equal(readsOf("@(f(context.Variables))").unreadable, true);
    assert.equal(readsOf('@($"{context.Request.Body}")').unreadable, true);
  });

  it("is nothing in a literal", () => {
    assert.deepEqual(readsOf("context.Request.Body"), { variables: [], members: [], texts: [], unreadable: false });
  });
});
