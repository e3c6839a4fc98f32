import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { preview } from "../../../simulator/engine";
import { readProject } from "../../../simulator/engine/project";
import { readStackConfig } from "../../../simulator/engine/stack-file";
import { failureOf } from "./fixture";

describe("engine: project and stack file", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "engine-settings-"));
    writeFileSync(
      path.join(root, "Pulumi.yaml"),
      "name: demo\nruntime: nodejs\nmain: infra/\nstackConfigDir: stacks\n",
    );
    mkdirSync(path.join(root, "infra"));
    mkdirSync(path.join(root, "stacks"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const stackFile = (): string => path.join(root, "stacks", "Pulumi.dev.yaml");
  const config = (text: string): Readonly<Record<string, string>> => {
    writeFileSync(stackFile(), text);
    return readStackConfig(readProject(root), "dev").values;
  };
  const failure = async (): Promise<{ kind: string; text: string }> => {
    const { kind, message, details } = await failureOf(preview({ root, stack: "dev" }));
    return { kind, text: [message, ...details].join("\n") };
  };

  it("reads values as text, lists and objects as JSON, keys without namespace as the project's", () => {
    assert.deepEqual(
      config("config:\n  size: 3\n  azure-native:location: x\n  demo:list: [a, {b: true}]\n  demo:on: true\n"),
      {
        "demo:size": "3",
        "azure-native:location": "x",
        "demo:list": '["a",{"b":true}]',
        "demo:on": "true",
      },
    );
  });

  it("reads dates, octal numbers and fractions as the CLI does", () => {
    const {
      "demo:day": day,
      "demo:mode": mode,
      "demo:version": version,
      "demo:quoted": quoted,
    } = config('config:\n  demo:day: 2026-12-01\n  demo:mode: 010\n  demo:version: 1.10\n  demo:quoted: "1.10"\n');
    assert.deepEqual([day, mode, version, quoted], ["2026-12-01 00:00:00 +0000 UTC", "8", "1.1", "1.10"]);
  });

  it("gives a placeholder for what it cannot decrypt, also inside objects, and names the key", () => {
    writeFileSync(
      stackFile(),
      "encryptionsalt: v1:x\nsecretsprovider: passphrase\nencryptedkey: y\nconfig:\n  demo:a:\n    secure: AAA\n  demo:b:\n    c: [{secure: BBB}]\n  demo:d: e\n",
    );
    const { values, secretKeys } = readStackConfig(readProject(root), "dev");
    assert.deepEqual(secretKeys, ["demo:a", "demo:b"]);
    assert.match(values["demo:a"] ?? "", /closed secret/);
    assert.match(values["demo:b"] ?? "", /^\{"c":\["\[closed secret.*"\]\}$/);
    assert.doesNotMatch(JSON.stringify(values), /AAA|BBB/);
  });

  it("takes an empty stack file for a stack without configuration", () => {
    assert.deepEqual(config(""), {});
    assert.deepEqual(config("config:\n"), {});
  });

  it("says where a missing stack file should be", async () => {
    const { kind, text } = await failure();
    assert.equal(kind, "settings");
    assert.match(text, /no file .*stacks\/Pulumi\.dev\.yaml.*copy another/);
  });

  it("says line and column of every place that is not YAML", async () => {
    writeFileSync(stackFile(), "config:\n  demo:a: [1, 2\n  demo:b: 'x\n");
    const { kind, text } = await failure();
    assert.equal(kind, "settings");
    assert.match(text, /not valid YAML/);
    assert.match(text, /Pulumi\.dev\.yaml:\d+:\d+: /);
  });

  it("refuses a key that stands twice", async () => {
    writeFileSync(stackFile(), "config:\n  demo:a: 1\n  demo:a: 2\n");
    assert.match((await failure()).text, /Pulumi\.dev\.yaml:3:3: Map keys must be unique/);
  });

  for (const [what, text, expected] of [
    ["a file that is not a map", "- a\n", /:1:1: the file is not a map/],
    ["a configuration that is not a map", "config: [a]\n", /'config' is not a map/],
    [
      "a key that is no stack file's",
      "settings: {}\nconfigs: {}\n",
      /'settings' is not a key.*\n.*'configs' is not a key/,
    ],
    ["a key with too many parts", "config:\n  a:b:c: 1\n", /'a:b:c' is not a configuration key/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      writeFileSync(stackFile(), text);
      const { kind, text: told } = await failure();
      assert.equal(kind, "settings");
      assert.match(told, expected);
    });
  }

  it("says when a stack file cannot be read", async () => {
    mkdirSync(stackFile());
    assert.match((await failure()).text, /cannot be read: it is a folder/);
    rmSync(stackFile(), { recursive: true });
    writeFileSync(stackFile(), "config: {}\n");
    chmodSync(stackFile(), 0o000);
    if (process.getuid?.() !== 0) {
      assert.match((await failure()).text, /you may not read it/);
    }
  });

  it("says what is wrong with Pulumi.yaml", async () => {
    rmSync(path.join(root, "Pulumi.yaml"));
    assert.match((await failure()).text, /no file .*Pulumi\.yaml.*project's folder/);
    writeFileSync(path.join(root, "Pulumi.yaml"), "name: demo\nruntime: python\n");
    assert.match((await failure()).text, /runtime is 'python'.*nodejs/);
    writeFileSync(path.join(root, "Pulumi.yaml"), "runtime: nodejs\n");
    assert.match((await failure()).text, /no project name/);
  });

  it("finds the program that Pulumi.yaml names: a folder, or a file", () => {
    const { entryPoint, programFolder, typescript } = readProject(root);
    assert.deepEqual([entryPoint, programFolder, typescript], [".", path.join(root, "infra"), true]);
    writeFileSync(path.join(root, "infra", "main.js"), "");
    writeFileSync(path.join(root, "Pulumi.yaml"), "name: demo\nruntime: nodejs\nmain: infra/main.js\n");
    assert.equal(readProject(root).entryPoint, "main.js");
  });
});
