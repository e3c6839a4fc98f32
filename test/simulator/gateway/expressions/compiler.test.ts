import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startExpressionHost } from "../../../../simulator/gateway/expressions";
import { Laboratory, noon, place, plainRequest } from "./laboratory";

describe("compiling expressions", () => {
  const laboratory = new Laboratory();

  it("names line and reason of each error, and lets the other expressions through", async () => {
    const elsewhere = { document: "global", line: 3, element: "when/condition" };
    const problems = await laboratory.host.load([
      { code: "@(1 + 1)", place },
      { code: "@{\n  var x = 1;\n  return nonsense;\n}", place },
      { code: "@{ if (context.Api == null) { return 1; } }", place: elsewhere },
      { code: "\n\n@(1 +)", place },
      { code: "@(other)", place: elsewhere },
    ]);
    assert.deepEqual(problems, [
      { place: { ...place, line: 12 }, problem: "The name 'nonsense' does not exist in the current context (CS0103)." },
      { place: elsewhere, problem: "Not all code paths return a value (CS0161)." },
      { place: { ...place, line: 12 }, problem: "Unexpected symbol ')' (CS1525)." },
      { place: elsewhere, problem: "The name 'other' does not exist in the current context (CS0103)." },
    ]);
    assert.equal((await laboratory.open().evaluate("@(1 + 1)")).scalar, 2);
  });

  it("tells every place where the same expression stands", async () => {
    const other = { ...place, line: 90 };
    const problems = await laboratory.host.load([place, other].map((at) => ({ code: "@(missing)", place: at })));
    assert.deepEqual(
      problems.map((problem) => problem.place),
      [place, other],
    );
  });

  it("refuses text that is not one expression", async () => {
    for (const [code, said] of [
      ["1 + 1", /An expression is @\(/],
      ["@(1) + (2)", /text after/],
      ["@{ return 1; } } class X {", /text after/],
      ["@(new[] { 1 )", /closes what was not opened/],
      ['@("a"', /closing '\)' is missing/],
    ] as const) {
      const [problem] = await laboratory.problems(code);
      assert.match(problem?.problem ?? "", said, code);
    }
  });

  it("takes brackets in text, characters and comments for what they are", async () => {
    assert.equal(await laboratory.text('@(")" + \'}\' + @"{" /* ( */ + $"{(1)}}}" // )\n)'), ")}{1}");
  });
});

describe("compiled expressions in the cache", () => {
  const before = { cache: process.env.XDG_CACHE_HOME, path: process.env.PATH };
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bulwark-expressions-"));
    process.env.XDG_CACHE_HOME = folder;
  });
  afterEach(async () => {
    process.env.PATH = before.path;
    if (before.cache === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before.cache;
    await rm(folder, { recursive: true });
  });

  const session = async (codes: readonly string[]) => {
    const host = await startExpressionHost({ clock: { now: () => noon } });
    try {
      const problems = await host.load(codes.map((code) => ({ code, place })));
      const context = host.open(plainRequest, { requestId: "6a0a1a3c-5b0e-4d53-8f4f-6a8b3f1e2d3c", timestampMs: noon });
      const [first] = codes;
      return { problems, first: (await context.evaluate(first ?? "")).text };
    } finally {
      await host.close();
    }
  };

  it("are used again without a compiler, problems included", async () => {
    const codes = ["@(40 + 2)", "@(missing)", '@(File.Exists("x"))'];
    const compiled = await session(codes);
    assert.equal(compiled.first, "42");
    assert.equal(compiled.problems.length, 2);
    const broken = path.join(folder, "bin");
    await mkdir(broken);
    await writeFile(path.join(broken, "mcs"), "#!/bin/sh\necho no compiler here >&2\nexit 9\n", { mode: 0o755 });
    process.env.PATH = `${broken}${path.delimiter}${process.env.PATH ?? ""}`;
    assert.deepEqual(await session(codes), compiled);
    await assert.rejects(session(["@(40 + 3)"]), /no compiler here/);
  });

  it("leave no half-written files behind", async () => {
    await session(["@(1)", "@(missing)"]);
    const [cache] = await readdir(path.join(folder, "bulwark"));
    const files = await readdir(path.join(folder, "bulwark", cache ?? ""));
    assert.deepEqual(
      files.filter((file) => !/^(?:host\.exe|E_[0-9a-f]{32}\.json|B_[0-9a-f]{32}\.dll)$/u.test(file)),
      [],
    );
  });
});
