import assert from "node:assert/strict";
import { mistakeText } from "../../../infra/settings/mistakes";
import { parseSettings } from "../../../infra/settings/parse";
import { FILE, mistakesIn, pathsOf, projectStackFile, readText, runtimeConfig, told, filesBeside } from "./stack";

const DEV = projectStackFile("dev");

/** The dev file with one line written differently; the line must be there, or the test would prove nothing. */
function written(from: string, to: string): string {
  assert.ok(DEV.includes(from), `${from} is not in the dev file`);
  return DEV.replace(from, to);
}

/** The whole line that a person reads, for each mistake. */
function lines(text: string): string[] {
  return mistakesIn(readText(text)).map((mistake) => mistakeText(mistake, FILE));
}

/** `file:line:column` of a text in the dev file after a change. */
function place(text: string, of: string, occurrence = 0): string {
  const offset = text
    .split(of)
    .slice(0, occurrence + 1)
    .join(of).length;
  const before = text.slice(0, offset).split("\n");
  return `${FILE}:${String(before.length)}:${String((before.at(-1) ?? "").length + 1)}`;
}

describe("bare words that YAML changes are told with place, reason and the form to write", () => {
  it("a date", () => {
    const text = written('reviewDate: "2027-03-31"', "reviewDate: 2027-03-31");
    assert.deepEqual(lines(text), [
      `${place(text, "2027-03-31\n")} bulwark:servers[0].reviewDate: found 2027-03-31; YAML reads a bare date as a point in time; write "2027-03-31" in quotes`,
    ]);
  });

  it("a date in a list", () => {
    const text = written('protocols: ["2025-11-25"]', "protocols: [2025-11-25]");
    assert.deepEqual(lines(text), [
      `${place(text, "2025-11-25]")} bulwark:servers[0].protocols[0]: found 2025-11-25; YAML reads a bare date as a point in time; write "2025-11-25" in quotes`,
    ]);
  });

  it("a date that would be wrong in quotes as well is told as what it is", () => {
    const text = written('reviewDate: "2027-03-31"', "reviewDate: 2027-02-30");
    assert.match(
      told(readText(text)).join("\n"),
      /^[^\n]*point in time; the calendar has no such day; allowed: [^\n]*$/,
    );
  });

  const TITLES: readonly (readonly [bare: string, says: RegExp])[] = [
    ["010", /leading zero makes a number octal: 010 becomes 8; write "010" in quotes/],
    ["007", /leading zero/],
    ["089", /leading zero/],
    ["0o17", /leading zero/],
    ["0x1F", /hexadecimal or binary; write "0x1F" in quotes/],
    ["0b101", /hexadecimal or binary/],
    ["1_000", /drops the underscores of a number; write "1_000" in quotes/],
    ["12:30:45", /base of 60; write "12:30:45" in quotes/],
    ["1.10", /1\.10 becomes 1\.1; write "1.10" in quotes/],
    ["2.0", /writes it differently/],
    ["1e3", /writes it differently/],
    [".5", /writes it differently/],
    ["+1", /writes it differently/],
    ["12345678901234567890", /writes it differently/],
    [".inf", /a number that is none/],
    [".NaN", /a number that is none/],
    ["yes", /true or false; write "yes" in quotes/],
    ["No", /true or false/],
    ["ON", /true or false/],
    ["off", /true or false/],
    ["y", /true or false/],
    ["n", /true or false/],
    ["~", /no value; write "~" in quotes, or nothing at all, key included, if there is none/],
    ["null", /no value/],
    ["2027-03-31T10:00:00Z", /point in time/],
    ["2027-3-1", /point in time/],
  ];
  for (const [bare, says] of TITLES) {
    it(bare, () => {
      const text = written("title: Trail finder", `title: ${bare}`);
      const result = readText(text);
      assert.deepEqual(pathsOf(result), ["bulwark:servers[0].title"]);
      assert.match(told(result).join("\n"), says);
      assert.ok(lines(text).every((line) => line.startsWith(`${place(text, `${bare}\n`)} `)));
      assert.deepEqual(told(readText(written("title: Trail finder", `title: "${bare}"`))), [], "in quotes it is text");
    });
  }

  for (const harmless of [
    "Trail finder",
    "1 of 2",
    "yesterday",
    "on the way",
    "v1.10",
    "2027-03-31 release",
    "0x",
    "a_1",
  ]) {
    it(`${harmless} is text, and stays it`, () => {
      assert.deepEqual(told(readText(written("title: Trail finder", `title: ${harmless}`))), []);
    });
  }

  it("a number where a number belongs is no trap", () => {
    assert.deepEqual(told(readText(written("identity: gateway", "identity: gateway\n      port: 8081"))), []);
  });

  it("an octal port is told with what a port is", () => {
    const text = written("identity: gateway", "identity: gateway\n      port: 0o20");
    assert.match(
      told(readText(text)).join("\n"),
      /port: a leading zero .* allowed: a whole number from 1 to 65535[^\n]*$/,
    );
  });

  it("a key without a value, at the top, where Pulumi leaves it out", () => {
    const text = written("bulwark:owner: platform@example.com", "bulwark:owner:");
    const result = readText(text);
    assert.deepEqual(pathsOf(result), ["bulwark:owner"]);
    assert.match(told(result).join("\n"), /the key has no value; allowed: a mail address/);
  });

  it("a key without a value, inside a list of servers", () => {
    const result = readText(written("egress: [api.trails.example]", "egress:"));
    assert.deepEqual(pathsOf(result), ["bulwark:servers[0].egress"]);
    assert.match(told(result).join("\n"), /the key has no value/);
  });

  it("keys that are not ours may be written as their owners like", () => {
    const text = written(
      "config:\n",
      "config:\n  azure-native:skipProviderRegistration: yes\n  pulumi:since: 2027-03-31\n",
    );
    assert.deepEqual(told(readText(text)), []);
  });
});

describe("forms of YAML that readers disagree on are told with their place", () => {
  it("merge keys, and nothing that follows from them", () => {
    const text = written("    - name: ledger\n", "    - name: ledger\n      <<: { port: 1 }\n");
    assert.deepEqual(lines(text), [
      `${place(text, "<<")} bulwark:servers[1]["<<"]: YAML's merge key is not read the same everywhere: write the keys out`,
    ]);
  });

  it("tags", () => {
    const text = written("title: Trail finder", "title: !!binary VHJhaWxz");
    const result = readText(text);
    assert.deepEqual(pathsOf(result), ["bulwark:servers[0].title"]);
    assert.match(told(result).join("\n"), /a tag \(tag:yaml\.org,2002:binary\) changes what YAML reads/);
  });

  it("a key that stands twice, with the line of the first", () => {
    const text = written("identity: gateway", "identity: gateway\n      identity: user");
    const first = text.slice(0, text.indexOf("identity: gateway")).split("\n").length;
    assert.deepEqual(lines(text), [
      `${place(text, "identity: user\n")} bulwark:servers[0].identity: the key stands here a second time (first in line ${String(first)}): leave one`,
    ]);
  });

  it("a setting that stands twice, once without its namespace", () => {
    const text = written("bulwark:edge: none", "bulwark:edge: none\n  edge: none");
    assert.match(
      told(readText(text)).join("\n"),
      /^bulwark:edge: the key stands here a second time \(first in line \d+\)/,
    );
  });

  it("an alias is read as what it stands for, and its traps are told wherever it stands", () => {
    const good = written('origins: ["https://vscode.dev"]', 'origins: &web ["https://vscode.dev"]');
    const shared = good.replace("egress: [api.ledger.example]", "egress: [api.ledger.example]\n      origins: *web");
    assert.deepEqual(told(readText(shared)), []);
    const bad = shared.replace('&web ["https://vscode.dev"]', "&web [1.10]");
    assert.ok(told(readText(bad)).every((line) => line.includes("1.10 becomes 1.1")));
    assert.deepEqual(pathsOf(readText(bad)), ["bulwark:servers[0].origins[0]", "bulwark:servers[1].origins[0]"]);
  });
});

describe("an alias of something around it", () => {
  it("does not keep the reader busy for ever", () => {
    const text = written("bulwark:network:", "bulwark:network: &net").replace(
      "addressSpace: 10.40.0.0/20",
      "addressSpace: *net",
    );
    const config = { ...runtimeConfig(DEV), "bulwark:network": '{"addressSpace":{}}' };
    const result = parseSettings({
      project: "bulwark",
      stack: "test",
      config,
      readFile: filesBeside(config),
      file: text,
    });
    assert.deepEqual(pathsOf(result), ["bulwark:network.addressSpace"]);
  });
});

describe("a file that is no YAML is told by its place alone", () => {
  const BROKEN: readonly (readonly [claim: string, from: string, to: string, says: RegExp])[] = [
    [
      "a tab that indents",
      "  bulwark:edge: none",
      "\tbulwark:edge: none",
      /a tab stands where YAML is indented with spaces/,
    ],
    ["a quote that never ends", 'reviewDate: "2026-12-31"', 'reviewDate: "2026-12-31', /this is not YAML/],
    ["a bracket that never ends", "groups:\n        - 44444444", "groups: [\n        - 44444444", /this is not YAML/],
    ["two documents", "config:\n", "---\nconfig:\n", /this is not YAML/],
  ];
  for (const [claim, from, to, says] of BROKEN) {
    it(claim, () => {
      const text = claim === "two documents" ? `a: 1\n${written(from, to)}` : written(from, to);
      const result = parseSettings({
        project: "bulwark",
        stack: "test",
        config: runtimeConfig(DEV),
        readFile: filesBeside(runtimeConfig(DEV)),
        file: text,
      });
      assert.match(told(result).join("\n"), says);
      assert.ok(mistakesIn(result).every(({ position }) => position !== undefined));
      assert.ok(pathsOf(result).every((path) => path === ""));
    });
  }
});

describe("what the Pulumi CLI has already changed is recognised without the file", () => {
  function withValue(change: (config: Record<string, string>) => void): string[] {
    const config = runtimeConfig(DEV);
    change(config);
    return told(parseSettings({ project: "bulwark", stack: "test", config, readFile: filesBeside(config) }));
  }

  for (const time of ["2027-03-31 00:00:00 +0000 UTC", "2027-03-31T00:00:00Z"]) {
    it(`a date as ${time}`, () => {
      const mistakes = withValue((config) => {
        config["bulwark:servers"] = (config["bulwark:servers"] ?? "").replace("2027-03-31", time);
      });
      assert.equal(mistakes.length, 1);
      assert.match(
        mistakes[0] ?? "",
        /^bulwark:servers\[0\]\.reviewDate: YAML has read a bare date as a point in time: write "2027-03-31" in quotes/,
      );
    });
  }

  it("a protocol revision as a point in time", () => {
    const mistakes = withValue((config) => {
      config["bulwark:servers"] = (config["bulwark:servers"] ?? "").replace('"2025-11-25"', '"2025-11-25T00:00:00Z"');
    });
    assert.equal(mistakes.length, 1);
    assert.match(mistakes[0] ?? "", /protocols\[0\]: YAML has read a bare date .* write "2025-11-25" in quotes/);
  });
});
