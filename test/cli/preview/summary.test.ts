import assert from "node:assert/strict";
import picocolors from "picocolors";
import { reportOf, type PreviewReport, type UnknownsVerdict } from "../../../cli/preview/report";
import { summaryOf } from "../../../cli/preview/summary";
import type { PreviewResult } from "../../../simulator/engine";
import { namedValueUrn, policy, previewResult, vaultUrn, violation } from "./planned";

const noUnknowns: UnknownsVerdict = { total: 0, permitted: 0, refused: [] };

function report(changes: Partial<PreviewResult> = {}, unknowns = noUnknowns): PreviewReport {
  return reportOf({ stack: "dev", plan: "build/dev/plan.json", result: previewResult(changes), unknowns });
}

function summary(made: PreviewReport, columns = 80, colors = false): string {
  return summaryOf(made, 2.34, { columns, colors: picocolors.createColors(colors) });
}

/** Everything that a summary can hold, and words too long for a line. */
function crowded(): PreviewReport {
  const id = `/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/${"long-name-".repeat(9)}`;
  const reason = `The scope ${id} is too wide. ${"Say it in more words. ".repeat(8)}`;
  return report(
    {
      policies: [
        policy("mcp01-vault-closed"),
        policy("mcp02-least-role"),
        policy("azure-off", { enforcementLevel: "disabled" }),
      ],
      violations: [
        ...Array.from({ length: 25 }, (_, index) =>
          violation("mcp01-vault-closed", { urn: `${vaultUrn}-${index}`, message: reason }),
        ),
        violation("mcp02-least-role", { message: "cannot be known in preview: scope" }),
        violation("mcp02-advice", { enforcementLevel: "advisory", message: reason }),
      ],
      remediations: [{ policy: "mcp01-vault-closed", urn: vaultUrn }],
      closedConfigSecrets: ["bulwark:one", "other:two"],
    },
    { total: 3, permitted: 1, refused: [{ urn: namedValueUrn, path: `value.${"deep.".repeat(30)}`, reason }] },
  );
}

describe("the summary", () => {
  it("no line is longer than 80 columns, whatever ids and reasons it holds", () => {
    for (const made of [report(), crowded()]) {
      assert.deepEqual(
        summary(made)
          .split("\n")
          .filter((line) => line.length > 80),
        [],
      );
    }
  });

  it("a wider window is used, up to what can be read, and a narrower one has a limit", () => {
    const longest = (columns: number): number =>
      Math.max(
        ...summary(crowded(), columns)
          .split("\n")
          .map((line) => line.length),
      );
    assert.equal(longest(300), 100);
    assert.ok(longest(10) > 50);
  });

  it("holds no escape sequence without colours, not even one that a pack sends", () => {
    const message = "\u001B[2Jcleared \u202Eyllear";
    const refused = [{ urn: namedValueUrn, path: `value.${message}`, reason: message }];
    const text = summary(
      report({ violations: [violation("mcp01-vault-closed", { message })] }, { total: 1, permitted: 0, refused }),
    );
    assert.doesNotMatch(text, /[\u001B\u202E]/u);
    assert.match(text, /cleared/u);
  });

  it("says the same with colours as without", () => {
    const colored = summary(crowded(), 80, true);
    assert.match(colored, /\u001B\[31m/u);
    assert.equal(colored.replaceAll(/\u001B\[\d+m/gu, ""), summary(crowded()));
  });

  it("counts resources by layer, and rules by risk", () => {
    const text = summary(report());
    assert.match(text, /stack dev, environment dev/u);
    assert.match(text, /^vault +1$/mu);
    assert.match(text, /^total +4$/mu);
    assert.match(text, /^MCP01 .* 1 +0 +0 +0$/mu);
  });

  it("says for which risks nothing was judged, and which rules are disabled", () => {
    const text = summary(crowded());
    assert.match(text, /No mandatory rule judges MCP03, MCP04/u);
    assert.match(text, /Disabled: azure-off\./u);
  });

  it("shows a violation's resource, reason and remedy, and its remedy once for all resources", () => {
    const violations = ["one", "two"].map((name) =>
      violation("mcp01-vault-closed", { urn: vaultUrn.replace(/vault$/u, name), message: `${name} is open` }),
    );
    const text = summary(report({ violations }));
    for (const part of [
      "- one, azure-native:keyvault:Vault",
      "one is open",
      "- two, azure-native:keyvault:Vault",
      "two is open",
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.equal(text.split("Remedy: Remedy of mcp01-vault-closed.").length, 2);
    assert.match(text, /Failed: 1 mandatory rule not met\./u);
  });

  it("counts the findings that it does not show", () => {
    assert.match(summary(crowded()), /and 15 more: --json lists them all/u);
  });

  it("keeps advice apart, and passes with it", () => {
    const text = summary(
      report({ violations: [violation("mcp02-advice", { enforcementLevel: "advisory", message: "could be less" })] }),
    );
    assert.match(text, /Advice \(fails nothing\): 1 finding by 1 rule/u);
    assert.match(text, /^Passed: /mu);
  });

  it("an unknown where none may be fails it and is named, though every rule passed", () => {
    const refused = [{ urn: namedValueUrn, path: "value", reason: "no row names it" }];
    const text = summary(report({}, { total: 3, permitted: 2, refused }));
    assert.match(text, /Unknown where none may be: 1 of 3 unknown values/u);
    assert.match(text, /- trails-audience: value/u);
    assert.match(text, /Failed: 1 value unknown where none may be\./u);
  });

  it("says that a secret was not decrypted", () => {
    assert.match(summary(crowded()).replaceAll("\n", " "), /a placeholder for bulwark:one, other:two/u);
  });

  it("when all is well says what was judged and what was not", () => {
    const text = summary(report());
    assert.match(text, /Plan written to build\/dev\/plan\.json in 2\.3 s\./u);
    assert.match(text, /Passed: 1 mandatory rule met by 4 planned resources, none violated\./u);
    assert.match(text, /nothing was\s+run against\s+Azure/u);
  });
});
