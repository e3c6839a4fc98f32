import assert from "node:assert/strict";
import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

/** Files that each folder is known to have, as imported from another folder of the root. */
const files = {
  infra: "../infra/settings/types",
  plan: "../plan/format",
  policies: "../policies/verdict",
  simulator: "../simulator/engine/failure",
  cli: "../cli/exit-code",
  test: "../test/cli/recorder",
};
type Folder = keyof typeof files;
const folders = Object.keys(files) as Folder[];

/** The import arrows of design/architecture.md: what each folder may import beside itself. */
const arrows: Record<Folder | "attacks", readonly Folder[]> = {
  infra: [],
  plan: [],
  policies: ["plan"],
  simulator: ["plan"],
  attacks: ["simulator"],
  cli: ["infra", "plan", "policies", "simulator"],
  test: folders,
};

describe("the lint configuration", function () {
  this.timeout(120_000);

  // Without types: the snippets are no files of the project. Everything else is the project's own configuration.
  const lint = new ESLint({
    cwd: path.resolve(__dirname, ".."),
    overrideConfig: [tseslint.configs.disableTypeChecked],
  });

  /** @returns the names of the rules that refuse the text as a file at that place */
  async function refusals(place: string, text: string): Promise<(string | null)[]> {
    const [result] = await lint.lintText(text, { filePath: place });
    assert.ok(result !== undefined, `${place} is not linted`);
    const fatal = result.messages.find((message) => message.fatal);
    assert.equal(fatal, undefined, fatal?.message);
    return result.messages.map(({ ruleId }) => ruleId);
  }

  const arrow = "import-x/no-restricted-paths";
  for (const [from, allowed] of Object.entries(arrows)) {
    for (const to of folders.filter((folder) => folder !== from)) {
      const verb = allowed.includes(to) ? "may" : "may not";
      it(`${from} ${verb} import ${to}`, async () => {
        for (const text of [
          `import * as other from "${files[to]}";\nexport const value = other;\n`,
          `import type * as other from "${files[to]}";\nexport type Value = typeof other;\n`,
          `export * from "${files[to]}";\n`,
          `export const value = import("${files[to]}");\n`,
        ]) {
          const refused = (await refusals(`${from}/snippet.ts`, text)).includes(arrow);
          assert.equal(refused, !allowed.includes(to), text);
        }
      });
    }
  }

  it("the arrows hold in folders of folders", async () => {
    assert.deepEqual(
      await refusals("policies/rules/mcp01/snippet.ts", 'export * from "../../../infra/settings/types";\n'),
      [arrow],
    );
  });

  const packages = "@typescript-eslint/no-restricted-imports";
  for (const [place, name, allowed] of [
    ["infra/snippet.ts", "@pulumi/azure-native", false],
    ["infra/snippet.ts", "@pulumi/azure-native/index", false],
    ["infra/snippet.ts", "@pulumi/azure-native/keyvault", true],
    ["infra/snippet.ts", "@pulumi/azuread", true],
    ["infra/snippet.ts", "@pulumi/azuread/index", false],
    ["test/snippet.ts", "@pulumi/azure-native", false],
    ["plan/snippet.ts", "@pulumi/pulumi", false],
    ["plan/snippet.ts", "@rgrove/parse-xml", true],
    ["policies/snippet.ts", "@pulumi/policy", true],
    ["policies/snippet.ts", "@pulumi/azure-native/keyvault", false],
    ["policies/snippet.ts", "@pulumi/azure-native", false],
    ["policies/snippet.ts", "yaml", false],
  ] as const) {
    it(`${place} ${allowed ? "may" : "may not"} import ${name}`, async () => {
      const refused = (await refusals(place, `export * from "${name}";\n`)).includes(packages);
      assert.equal(refused, !allowed);
    });
  }

  it("no comment switches a rule off", async () => {
    const text = 'export * from "../infra/settings/types"; // eslint-disable-line\n';
    assert.ok((await refusals("plan/snippet.ts", text)).includes(arrow));
  });

  for (const text of [
    "// @ts-ignore\nexport {};\n",
    "export const value: any = 1;\n",
    "export const value = [1][0]!;\n",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, async () => {
      assert.equal((await refusals("plan/snippet.ts", text)).length, 1);
    });
  }

  it("refuses a test that is left out or runs alone", async () => {
    for (const call of ["it.only", "it.skip", "describe.only", "describe.skip"]) {
      assert.deepEqual(await refusals("test/snippet.ts", `${call}("claim", () => undefined);\n`), [
        "no-restricted-properties",
      ]);
    }
  });
});
