import assert from "node:assert/strict";
import fc from "fast-check";
import { pathText, type KeyPath } from "../../../infra/settings/mistakes";
import { parseSettings } from "../../../infra/settings/parse";
import { knownKeys } from "../../../infra/settings/schema";
import { mistakesIn, pathsOf, readText, runtimeConfig, Stack, told, trails, filesBeside } from "./stack";

const REQUIRED: readonly KeyPath[] = [
  ["azure-native:tenantId"],
  ["azure-native:subscriptionId"],
  ["azure-native:location"],
  ["azuread:tenantId"],
  ["bulwark:environment"],
  ["bulwark:owner"],
  ["bulwark:edge"],
  ["bulwark:network"],
  ["bulwark:network", "addressSpace"],
  trails("name"),
  trails("owner"),
  trails("approvedBy"),
  trails("reviewDate"),
  trails("dataClass"),
  trails("image"),
  trails("protocols"),
  trails("scopes"),
  trails("scopes", 0, "name"),
  trails("scopes", 0, "description"),
  trails("clients"),
  trails("clients", 0, "name"),
  trails("clients", 0, "id"),
  trails("groups"),
];

const OPTIONAL: readonly KeyPath[] = [
  trails("title"),
  trails("identity"),
  trails("origins"),
  trails("egress"),
  trails("downstream"),
  trails("scopes", 0, "tools"),
  trails("scopes", 0, "prompts"),
  trails("scopes", 0, "resources"),
];

/** Every map that a stack file has. */
const MAPS: readonly KeyPath[] = [
  ["bulwark:network"],
  ["bulwark:safety"],
  trails(),
  trails("scopes", 0),
  trails("clients", 0),
  trails("downstream", 0),
  trails("customPolicy"),
];

describe("missing keys", () => {
  for (const path of REQUIRED) {
    it(`${pathText(path)} is needed`, () => {
      const result = new Stack().remove(path).read();
      assert.deepEqual(pathsOf(result), [pathText(path)]);
      assert.match(mistakesIn(result)[0]?.message ?? "", /^missing; /);
    });
  }

  for (const path of OPTIONAL) {
    it(`${pathText(path)} can be left out`, () => {
      assert.deepEqual(told(new Stack().remove(path).read()), []);
    });
  }
});

describe("unknown keys", () => {
  it("a key nearly like one of ours is told with that one", () => {
    const result = new Stack().set(["bulwark:gneration"], 2).set(trails("aprovedBy"), "x").read();
    assert.deepEqual(told(result), [
      "bulwark:servers[0].aprovedBy: unknown key; nearest: approvedBy",
      "bulwark:gneration: unknown key; nearest: bulwark:generation",
    ]);
  });

  it("a key like none of ours is told with all that are known there", () => {
    const result = new Stack().set(trails("clients", 0, "redirect"), "x").read();
    assert.deepEqual(told(result), ["bulwark:servers[0].clients[0].redirect: unknown key; known here: name, id"]);
  });

  it("a key without a namespace is ours, as Pulumi reads it", () => {
    const result = new Stack().set(["gneration"], 2).read();
    assert.deepEqual(told(result), ["bulwark:gneration: unknown key; nearest: bulwark:generation"]);
    assert.deepEqual(told(new Stack().set(["generation"], 2).read()), []);
  });

  it("one of our settings under a misspelt namespace is told, not ignored", () => {
    const result = new Stack().set(["bulwrk:size"], "prod").read();
    assert.deepEqual(told(result), ["bulwrk:size: our settings have the namespace bulwark; write bulwark:size"]);
  });

  it("in a project of another name our settings keep their namespace, and one without it is told, not ignored", () => {
    const { text } = new Stack();
    const config = { ...runtimeConfig(text), "acme:size": "prod", "acme:colour": "green" };
    const result = parseSettings({ project: "acme", stack: "test", config, readFile: filesBeside(config), file: text });
    assert.deepEqual(told(result), ["acme:size: our settings have the namespace bulwark; write bulwark:size"]);
  });

  it("what Pulumi and its providers put into a stack file is theirs", () => {
    const text = new Stack()
      .set(["azure-native:clientId"], "x")
      .set(["azure-native:clientSecret"], { secure: "AAABAHh=" })
      .set(["azuread:useMsi"], true)
      .set(["pulumi:tags"], { team: "x" })
      .set(["pulumi:disable-default-providers"], ["aws"]).text;
    const file = `secretsprovider: passphrase\nencryptionsalt: v1:AAA=:v1:BBB=\nencryptedkey: AAA=\n${text}`;
    assert.deepEqual(told(readText(file, ["azure-native:clientSecret"])), []);
  });

  it("every unknown key, in every map, is told by its path and nothing else is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MAPS), unknownKey(), (map, key) => {
        const stack = new Stack()
          .set(["bulwark:safety"], { location: "westeurope" })
          .set(trails("customPolicy"), {})
          .set([...map, key], "x");
        assert.deepEqual(pathsOf(stack.read()), [pathText([...map, key])]);
      }),
      { numRuns: 60 },
    );
  });

  it("every unknown key of our namespace is told by its path and nothing else is", () => {
    fc.assert(
      fc.property(unknownKey(), (key) => {
        const result = new Stack().set([`bulwark:${key}`], "x").read();
        assert.deepEqual(pathsOf(result), [pathText([`bulwark:${key}`])]);
      }),
      { numRuns: 60 },
    );
  });

  function unknownKey(): fc.Arbitrary<string> {
    const known = new Set([...knownKeys([]), ...MAPS.flatMap(knownKeys)].map((key) => key.replace(/^bulwark:/, "")));
    const odd = fc.constantFrom(
      "__proto__",
      "constructor",
      "toString",
      "Name",
      "name ",
      "na.me",
      "[0]",
      "0",
      "a b",
      "é",
    );
    const any = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_ .-]{0,20}[a-z]$/);
    return fc.oneof(any, odd).filter((key) => !known.has(key));
  }
});
