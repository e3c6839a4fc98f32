import assert from "node:assert/strict";
import fc from "fast-check";
import { tokens } from "../../../../simulator/gateway/expressions/tokens";
import { Laboratory, noon } from "./laboratory";

describe("time in an expression", () => {
  const laboratory = new Laboratory();

  it("is the simulation's, under every name it has", async () => {
    laboratory.clockMs = noon + 1500;
    const iso = "2026-11-23T10:00:01.5000000";
    const times: readonly (readonly [code: string, text: string])[] = [
      ['DateTime.UtcNow.ToString("o")', `${iso}Z`],
      ['System.DateTime.UtcNow.ToString("o")', `${iso}Z`],
      ['DateTime\n  .UtcNow.ToString("o")', `${iso}Z`],
      ['DateTime.Now.ToString("o")', `${iso}+00:00`],
      ['DateTime.Today.ToString("o")', "2026-11-23T00:00:00.0000000+00:00"],
      ['DateTimeOffset.UtcNow.ToString("o")', `${iso}+00:00`],
      ["DateTimeOffset.Now.Offset.Ticks", "0"],
      ['$"{DateTime.UtcNow:HH:mm:ss}"', "10:00:01"],
      ["new[] { 1 }.Select(x => DateTime.UtcNow.Hour).First()", "10"],
    ];
    await laboratory.prepare(times.map(([code]) => `@(${code})`));
    for (const [code, text] of times) assert.equal(await laboratory.text(`@(${code})`), text, code);
  });

  it("moves with the clock from one evaluation to the next", async () => {
    const context = laboratory.open();
    const code = "@(DateTime.UtcNow.Ticks)";
    const first = BigInt(await laboratory.text(code, context));
    laboratory.clockMs += 60_000;
    assert.equal(BigInt(await laboratory.text(code, context)) - first, 600_000_000n);
  });

  it("leaves text alone that only looks like it", async () => {
    for (const [code, text] of [
      ['"DateTime.UtcNow"', "DateTime.UtcNow"],
      ['@"a""DateTime.UtcNow"', 'a"DateTime.UtcNow'],
      ['$"{{DateTime.UtcNow}}"', "{DateTime.UtcNow}"],
      ['"" /* DateTime.UtcNow */ + \'"\' + "x"', '"x'],
    ] as const) {
      assert.equal(await laboratory.text(`@(${code})`), text, code);
    }
  });
});

describe("tokens of C#", () => {
  it("are the whole text, whatever it is", () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      "@",
      "$",
      "{",
      "}",
      "{{",
      "\\",
      "//",
      "/*",
      "*/",
      "\n",
      "DateTime",
      ".",
      "UtcNow",
      " ",
      "é",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const code = parts.join("");
        assert.equal(
          tokens(code)
            .map(({ text }) => text)
            .join(""),
          code,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
