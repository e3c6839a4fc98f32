import assert from "node:assert/strict";
import { pathText, report, type KeyPath } from "../../../infra/settings/mistakes";
import { parseSettings } from "../../../infra/settings/parse";
import {
  FILE,
  ledger,
  mistakesIn,
  pathsOf,
  projectStackFile,
  readText,
  runtimeConfig,
  Stack,
  told,
  trails,
  filesBeside,
} from "./stack";

const CIPHERTEXT = "v1:Zm9vYmFy:c2VjcmV0LXZhbHVl";

describe("an encrypted value under one of our keys", () => {
  const PLACES: readonly KeyPath[] = [
    ["azure-native:tenantId"],
    ["bulwark:owner"],
    ["bulwark:network"],
    ["bulwark:network", "addressSpace"],
    ["bulwark:servers"],
    trails("owner"),
    trails("clients", 0),
    trails("groups", 0),
    ledger("downstream", 0, "permission"),
  ];
  for (const path of PLACES) {
    it(`is refused at ${pathText(path)}, and its value is not repeated`, () => {
      const { text } = new Stack().set(path, { secure: CIPHERTEXT });
      const result = readText(text, [String(path[0])]);
      assert.deepEqual(pathsOf(result), [pathText(path)]);
      assert.match(told(result).join("\n"), /none of the settings is secret: write it in the clear/);
      assert.equal(report(mistakesIn(result), FILE).includes(CIPHERTEXT), false);
    });
  }

  it("is found through an alias too, so that what the runtime decrypted is not repeated", () => {
    const text = projectStackFile("dev")
      .replace("owner: trails@example.com", `owner: &who { secure: ${CIPHERTEXT} }`)
      .replace("owner: finance@example.com", "owner: *who");
    const config = { ...runtimeConfig(text) };
    config["bulwark:servers"] = (config["bulwark:servers"] ?? "").replaceAll(`{"secure":"${CIPHERTEXT}"}`, '"hunter2"');
    const secretKeys = ["bulwark:servers"];
    const result = parseSettings({
      project: "bulwark",
      stack: "test",
      config,
      readFile: filesBeside(config),
      secretKeys,
      file: text,
    });
    assert.deepEqual(pathsOf(result), ["bulwark:servers[0].owner", "bulwark:servers[1].owner"]);
    assert.equal(report(mistakesIn(result), FILE).includes("hunter2"), false);
  });

  it("is not repeated by a mistake somewhere else", () => {
    const decrypted = "abcdef01-1111-4111-8111-111111111111";
    const { text } = new Stack().set(["azure-native:tenantId"], { secure: CIPHERTEXT });
    const config = { ...runtimeConfig(text), "azure-native:tenantId": decrypted };
    const secretKeys = ["azure-native:tenantId"];
    const result = parseSettings({
      project: "bulwark",
      stack: "test",
      config,
      readFile: filesBeside(config),
      secretKeys,
      file: text,
    });
    assert.deepEqual(pathsOf(result), ["azure-native:tenantId"]);
    assert.equal(report(mistakesIn(result), FILE).includes(decrypted), false);
  });

  it("does not hide what else is wrong in the same list", () => {
    const { text } = new Stack().set(trails("owner"), { secure: CIPHERTEXT }).set(ledger("dataClass"), "secret");
    assert.deepEqual(pathsOf(readText(text, ["bulwark:servers"])), [
      "bulwark:servers[0].owner",
      "bulwark:servers[1].dataClass",
    ]);
  });
});

describe("a value that only the runtime knows to be secret", () => {
  for (const key of ["bulwark:owner", "bulwark:config:owner"]) {
    it(`is refused and not repeated (${key})`, () => {
      const config = { ...runtimeConfig(projectStackFile("dev")), "bulwark:owner": "hunter2" };
      const result = parseSettings({
        project: "bulwark",
        stack: "test",
        config,
        readFile: filesBeside(config),
        secretKeys: [key],
      });
      assert.deepEqual(pathsOf(result), ["bulwark:owner"]);
      assert.match(told(result).join("\n"), /given as a secret, and none of the settings is secret/);
      assert.equal(report(mistakesIn(result), FILE).includes("hunter2"), false);
    });
  }
});
