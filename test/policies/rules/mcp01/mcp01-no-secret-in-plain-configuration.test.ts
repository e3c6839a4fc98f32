import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp01/mcp01-no-secret-in-plain-configuration";
import { describeRule } from "../../cases";
import { changed, edited, stack } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "a password stands in an environment variable",
      stack: changed("app", "template.containers[0].env", [{ name: "DB_PASSWORD", value: "hunter2" }]),
      says: /gives DB_PASSWORD as plain text/,
    },
    {
      when: "a container secret holds its value",
      stack: changed("app", "configuration.secrets", [{ name: "db", value: "hunter2" }]),
      says: /holds its value: write keyVaultUrl/,
    },
    {
      when: "a connection string with a key stands under a harmless name",
      stack: changed(
        "app",
        "template.containers[0].env[0].value",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + "A".repeat(44),
      ),
      says: /holds a connection string with a key/,
    },
    {
      when: "a token stands in a tag of any resource",
      stack: changed("group", "tags.note", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"),
      says: /tags.note holds a token/,
    },
    {
      when: "a private key stands in policy text",
      stack: edited("audit", "user ", "-----BEGIN PRIVATE KEY-----"),
      says: /holds a private key/,
    },
    {
      when: "the variables are unknown",
      stack: changed("app", "template.containers[0].env", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "variables that are no secrets", stack: stack() },
    {
      when: "a reference to Key Vault",
      stack: changed("app", "configuration.secrets", [
        { name: "db", keyVaultUrl: "https://kv-test.vault.azure.net/secrets/db", identity: "system" },
      ]),
    },
    {
      when: "names that only speak of secrets",
      stack: changed("app", "template.containers[0].env", [
        { name: "TOKEN_ISSUER", value: "https://login.microsoftonline.com" },
        { name: "SECRET", secretRef: "db" },
      ]),
    },
  ],
});
