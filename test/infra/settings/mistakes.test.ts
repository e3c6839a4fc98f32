import assert from "node:assert/strict";
import fc from "fast-check";
import { arranged, pathText, report, shown, type Mistake } from "../../../infra/settings/mistakes";
import { nearest } from "../../../infra/settings/nearest";
import { parseSettings } from "../../../infra/settings/parse";
import {
  FILE,
  ledger,
  mistakesIn,
  projectStackFile,
  readText,
  runtimeConfig,
  Stack,
  told,
  trails,
  filesBeside,
} from "./stack";

describe("the report of mistakes", () => {
  it("tells all of them at once, in the order of the file, each with its place, and how many in which file", () => {
    const text = new Stack()
      .set(["azure-native:location"], "Sweden Central")
      .set(["azuread:tenantId"], "aaaaaaaa-1111-4111-8111-111111111111")
      .set(["bulwark:edge"], "open")
      .set(trails("image"), "mcp/trails:latest")
      .set(trails("egress", 0), "*")
      .set(ledger("results"), "streamed")
      .remove(ledger("owner")).text;
    const mistakes = mistakesIn(readText(text));
    assert.deepEqual(
      mistakes.map(({ path }) => pathText(path)),
      [
        "azure-native:location",
        "azuread:tenantId",
        "bulwark:edge",
        "bulwark:servers[0].image",
        "bulwark:servers[0].egress[0]",
        "bulwark:servers[1].owner",
        "bulwark:servers[1].results",
      ],
    );
    const lines = report(mistakes, FILE).split("\n");
    assert.equal(lines[0], `7 mistakes in the settings of ${FILE}:`);
    assert.equal(lines.length, 8);
    const rows = text.split("\n");
    for (const { path, position } of mistakes) {
      const row = rows[(position?.line ?? 0) - 1] ?? "";
      const expected = { owner: "- name: ledger" }[String(path.at(-1))] ?? row;
      assert.ok(row.includes(expected.trim()), `${pathText(path)} is placed at: ${row}`);
    }
    assert.ok(lines.slice(1).every((line) => /^ {2}stacks\/Pulumi\.test\.yaml:\d+:\d+ \S+: /.test(line)));
  });

  it("puts the value's own line and column before the key", () => {
    const { text } = new Stack().set(trails("owner"), "nobody");
    const row = text.split("\n").findIndex((line) => line.includes('owner: "nobody"'));
    const column = text.split("\n")[row]?.indexOf('"nobody"');
    const [mistake] = mistakesIn(readText(text));
    assert.deepEqual(mistake?.position, { line: row + 1, column: (column ?? 0) + 1 });
  });

  it("has no place to tell where values do not come from the file", () => {
    const config = { ...runtimeConfig(projectStackFile("dev")), "bulwark:edge": "open" };
    const result = parseSettings({ project: "bulwark", stack: "test", config, readFile: filesBeside(config) });
    assert.equal(
      report(mistakesIn(result), FILE),
      `1 mistake in the settings of ${FILE}:\n  bulwark:edge: found "open"; allowed: none or frontDoor`,
    );
  });

  it("tells the same mistake once, and leaves out what only follows from another", () => {
    const cause: Mistake = { path: ["a", 0], message: "cause", covers: ["a", 0] };
    const follows: Mistake = { path: ["a", 0, "b"], message: "follows" };
    const other: Mistake = { path: ["a", 1], message: "other" };
    assert.deepEqual(arranged([cause, follows, other, other]), [cause, other]);
  });

  it("names a value without letting it move the cursor, hide text or fill the screen", () => {
    assert.equal(shown("a\u001b[2Jb\u202Ec\u200Bd"), '"a\\u001b[2Jb\\u{202e}c\\u{200b}d"');
    assert.equal(shown("x".repeat(500)).length, 63);
    assert.equal(shown(null), "nothing (null)");
    assert.equal(shown([1, 2]), "a list of 2");
    assert.equal(shown({}), "a map");
    assert.equal(shown(7), "the number 7");
  });

  it("never holds a stack trace or the inside of a library", () => {
    const result = readText("config: {}\n");
    assert.doesNotMatch(report(mistakesIn(result), FILE), /\n\s+at |ZodError|undefined|\[object|node_modules/);
  });
});

describe("the nearest known word", () => {
  it("is one slip of the fingers away, or its beginning, whatever the capitals", () => {
    assert.equal(nearest("Enviroment", ["environment", "edge"]), "environment");
    assert.equal(nearest("production", ["dev", "staging", "prod"]), "prod");
    assert.equal(nearest("zzz", ["environment", "edge"]), undefined);
  });
});

/** Text, numbers, lists and maps as a stack file can have them. */
const anything = fc.jsonValue({ maxDepth: 3 });

describe("whatever stands in the stack file", () => {
  it("is either settings or a report, and never an exception, for any configuration", () => {
    const keys = fc.constantFrom(
      ...Object.keys(runtimeConfig(projectStackFile("dev"))),
      "bulwark:safety",
      "bulwark:generation",
      "bulwark:domain",
      "owner",
      "bulwark:",
      ":",
      "",
      "__proto__",
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            keys,
            fc.oneof(
              fc.string(),
              anything.map((value) => JSON.stringify(value)),
            ),
          ),
        ),
        (changes) => {
          const config = { ...runtimeConfig(projectStackFile("dev")), ...Object.fromEntries(changes) };
          const result = parseSettings({ project: "bulwark", stack: "test", config, readFile: filesBeside(config) });
          assert.ok("settings" in result || result.mistakes.length > 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is either settings or a report, and never an exception, for any file", () => {
    const pieces = fc.constantFrom(
      ..."config:\n, bulwark:servers:, - ,: ,*a,&a ,<<,~,\t,  ,[,],{,},\",',|\n,!!str ,secure".split(","),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (file) => {
          const config = runtimeConfig(projectStackFile("dev"));
          const result = parseSettings({
            project: "bulwark",
            stack: "test",
            config,
            readFile: filesBeside(config),
            file,
          });
          assert.ok("settings" in result || result.mistakes.length > 0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is told at the place where it stands, for anything in any place of a server", () => {
    const places = fc.constantFrom(
      trails(),
      ...["name", "title", "owner", "approvedBy", "reviewDate", "dataClass", "image", "port", "protocols"].map((key) =>
        trails(key),
      ),
      ...["identity", "results", "scopes", "clients", "groups", "origins", "egress", "downstream"].map((key) =>
        trails(key),
      ),
      trails("scopes", 0),
      trails("scopes", 0, "tools"),
      trails("clients", 0, "id"),
      trails("downstream", 0),
    );
    fc.assert(
      fc.property(places, anything, (place, value) => {
        const result = new Stack().set(place, value).read();
        const astray = mistakesIn(result).filter(({ path }) => !pathText(path).startsWith(pathText(place)));
        assert.deepEqual(astray, [], told(result).join("\n"));
      }),
      { numRuns: 100 },
    );
  });
});
