import assert from "node:assert/strict";
import { pathText, type KeyPath } from "../../../infra/settings/mistakes";
import { lockOf } from "../../locks.fixture";
import { ledger, mistakesIn, Stack, told, trails } from "./stack";

const VAULT =
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/data/providers/Microsoft.KeyVault/vaults/v";
const AZURE_CLI = { name: "Azure CLI", id: "04B07795-8ddb-461a-bbee-02f9e1bf7b46" };
const READ_REPORTS = {
  api: "55555555-5555-4555-8555-555555555555",
  permission: "Reports.Read",
  id: "66666666-6666-4666-8666-666666666666",
};

const LOCK_WITH_X = JSON.stringify(
  lockOf({
    server: "trails",
    image: `sha256:${"1".repeat(64)}`,
    tools: ["find_trails", "get_trail", "report_condition", "x"],
    prompts: ["plan_hike"],
    templates: ["trails://guides/{name}"],
  }),
);

/** Settings that are right each by itself and wrong together, where the one mistake is told, and what it must say. */
const REFUSED: readonly (readonly [claim: string, stack: () => Stack, path: KeyPath, says: RegExp])[] = [
  [
    "two tenants in one file",
    () => new Stack().set(["azuread:tenantId"], "aaaaaaaa-1111-4111-8111-111111111111"),
    ["azuread:tenantId"],
    /must be the tenant of azure-native:tenantId; write 11111111-1111-4111-8111-111111111111/,
  ],
  [
    "Content Safety in a region that has none",
    () => new Stack().set(["bulwark:safety"], { location: "northeurope" }),
    ["bulwark:safety", "location"],
    /this region has no Content Safety; name one that has/,
  ],
  [
    "a stack in a region without Content Safety that names no other for it",
    () => new Stack().set(["azure-native:location"], "norwayeast"),
    ["azure-native:location"],
    /write bulwark:safety: \{ location: \.\.\. \}/,
  ],
  [
    "the gateway itself as prod's edge",
    () => new Stack("prod").set(["bulwark:edge"], "none").remove(["bulwark:domain"]),
    ["bulwark:edge"],
    /in prod the gateway never answers the internet by itself; write frontDoor/,
  ],
  [
    "Front Door without the name of the servers",
    () => new Stack("prod").remove(["bulwark:domain"]),
    ["bulwark:domain"],
    /missing; edge: frontDoor needs the host name/,
  ],
  [
    "a domain without Front Door",
    () => new Stack().set(["bulwark:domain"], "mcp.example.com"),
    ["bulwark:domain"],
    /with edge: none clients use the gateway's own name/,
  ],
  [
    "a domain that is Azure's",
    () => new Stack("prod").set(["bulwark:domain"], "mcp.azure-api.net"),
    ["bulwark:domain"],
    /belongs to Azure/,
  ],
  [
    "a serving stack with no server",
    () => new Stack().set(["bulwark:servers"], []),
    ["bulwark:servers"],
    /name at least one, or write bulwark:stage: foundation/,
  ],
  [
    "a serving stack that does not mention servers",
    () => new Stack().remove(["bulwark:servers"]).set(["bulwark:stage"], "serving"),
    ["bulwark:servers"],
    /name at least one/,
  ],
  [
    "Azure CLI as a client in prod, however its id is written",
    () => new Stack("prod").set(trails("clients", 1), AZURE_CLI),
    trails("clients", 1, "id"),
    /no client of prod; leave it out/,
  ],
  [
    "http on a loopback address outside dev",
    () => new Stack().set(["bulwark:environment"], "staging").set(trails("origins", 1), "http://localhost:3000"),
    trails("origins", 1),
    /for dev, not for staging/,
  ],
  [
    "two servers of one name",
    () => new Stack().set(ledger("name"), "trails"),
    ledger("name"),
    /another server is called trails already/,
  ],
  ...["gateway", "pull", "catch-all", "trails-metadata", "x-metadata-at-server", "trails-backend"].map(
    (name) =>
      [
        `a server that takes the platform's own name ${name}`,
        () => new Stack().set(trails("name"), name),
        trails("name"),
        /the platform uses the names/,
      ] as const,
  ),
  [
    "protocol revisions of both eras in one server",
    () => new Stack().set(trails("protocols"), ["2025-11-25", "2026-07-28"]),
    trails("protocols", 1),
    /2025-11-25 is of the session era, this is of the stateless era/,
  ],
  [
    "a protocol revision named twice",
    () => new Stack().set(trails("protocols"), ["2025-11-25", "2025-11-25"]),
    trails("protocols", 1),
    /stands in this list already/,
  ],
  [
    "streamed answers of confidential data",
    () => new Stack().set(ledger("results"), "streamed"),
    ledger("results"),
    /not inspected, and the data class is confidential; write inspected/,
  ],
  [
    "streamed answers of restricted data",
    () => new Stack().set(trails("results"), "streamed").set(trails("dataClass"), "restricted"),
    trails("results"),
    /the data class is restricted/,
  ],
  [
    "a tool in two scopes",
    () => new Stack().set(trails("scopes", 1, "tools", 1), "get_trail"),
    trails("scopes", 1, "tools", 1),
    /the tool get_trail stands in a scope of this server already/,
  ],
  [
    "a tool twice in one scope",
    () => new Stack().set(trails("scopes", 0, "tools", 2), "get_trail"),
    trails("scopes", 0, "tools", 2),
    /the tool get_trail stands in a scope/,
  ],
  [
    "tools that differ in capitals only",
    () => new Stack().set(trails("scopes", 1, "tools", 1), "Get_Trail"),
    trails("scopes", 1, "tools", 1),
    /the tool get_trail stands in a scope/,
  ],
  ...(
    [
      ["prompts", "plan_hike", "prompt plan_hike"],
      ["resources", "trails://guides/{name}", "resource trails://guides/{name}"],
    ] as const
  ).map(
    ([key, value, word]) =>
      [
        `a ${key.slice(0, -1)} in two scopes`,
        () => new Stack().set(trails("scopes", 1, key), [value]),
        trails("scopes", 1, key, 0),
        new RegExp(`the ${word.replace(/[{}/]/g, "\\$&")} stands in a scope of this server already`),
      ] as const,
  ),
  [
    "a method in two scopes",
    () =>
      new Stack()
        .set(trails("scopes", 0, "methods"), ["logging/setLevel"])
        .set(trails("scopes", 1, "methods"), ["logging/setLevel"]),
    trails("scopes", 1, "methods", 0),
    /the method logging\/setLevel stands in a scope of this server already/,
  ],
  [
    "a method that the era does not have",
    () => new Stack().set(ledger("scopes", 0, "methods"), ["logging/setLevel"]),
    ledger("scopes", 0, "methods", 0),
    /the stateless era has no such method/,
  ],
  [
    "a scope that opens nothing",
    () => new Stack().set(trails("scopes", 2), { name: "trails.admin", description: "Nothing" }),
    trails("scopes", 2),
    /this scope opens nothing; name tools, prompts, resources or methods/,
  ],
  [
    "an elevated scope that every client asks for at the start",
    () => new Stack().set(trails("scopes", 0, "elevated"), true),
    trails("scopes", 0, "elevated"),
    /never elevated; put a plain one before it/,
  ],
  [
    "sessions in the stateless era",
    () => new Stack().set(ledger("sessions"), true),
    ledger("sessions"),
    /2026-07-28 has no sessions/,
  ],
  [
    "a tool disabled twice",
    () => new Stack().set(trails("disabled"), ["x", "x"]).file("tools/trails.lock.json", LOCK_WITH_X),
    trails("disabled", 1),
    /stands in this list already/,
  ],
  [
    "two scopes of one name",
    () => new Stack().set(trails("scopes", 1, "name"), "trails.read"),
    trails("scopes", 1, "name"),
    /trails\.read stands in this list already/,
  ],
  [
    "a client named twice, however its id is written",
    () => new Stack().set(trails("clients", 2), AZURE_CLI),
    trails("clients", 2, "id"),
    /stands in this list already/,
  ],
  [
    "a group named twice",
    () => new Stack().set(trails("groups", 1), "33333333-3333-4333-8333-333333333333"),
    trails("groups", 1),
    /stands in this list already/,
  ],
  [
    "an origin named twice",
    () => new Stack().set(trails("origins", 1), "https://vscode.dev"),
    trails("origins", 1),
    /stands in this list already/,
  ],
  [
    "a destination named twice",
    () => new Stack().set(trails("egress", 1), "api.trails.example"),
    trails("egress", 1),
    /stands in this list already/,
  ],
  [
    "a downstream permission named twice",
    () => new Stack().set(ledger("downstream", 1), READ_REPORTS),
    ledger("downstream", 1),
    /this permission stands in the list already/,
  ],
  [
    "a delegated permission for a server that has no user's token",
    () => new Stack().set(trails("downstream", 1), READ_REPORTS),
    trails("downstream", 1),
    /which only identity: user gives the server/,
  ],
  [
    "a delegated permission where identity is left to its default",
    () => new Stack().remove(ledger("identity")),
    ledger("downstream", 0),
    /which only identity: user gives the server/,
  ],
  [
    "a role on a resource that it is not meant for",
    () => new Stack().set(trails("downstream", 0, "scope"), VAULT),
    trails("downstream", 0, "scope"),
    /Storage Blob Data Reader is a role on Microsoft\.Storage\/storageAccounts, and this is a resource of Microsoft\.KeyVault\/vaults/,
  ],
  [
    "a role without a scope",
    () => new Stack().remove(trails("downstream", 0, "scope")),
    trails("downstream", 0, "scope"),
    /missing; role, scope go together/,
  ],
  [
    "a delegated permission without its id",
    () => new Stack().remove(ledger("downstream", 0, "id")),
    ledger("downstream", 0, "id"),
    /missing; api, permission, id go together/,
  ],
  [
    "a role and a delegated permission in one",
    () => new Stack().set(ledger("downstream", 0, "role"), "Key Vault Secrets User"),
    ledger("downstream", 0),
    /make two entries/,
  ],
  [
    "a downstream entry with nothing in it",
    () => new Stack().set(trails("downstream", 0), {}),
    trails("downstream", 0),
    /write role and scope, or api, permission and id/,
  ],
];

describe("what is right by itself and wrong together is told as one mistake, at its place", () => {
  for (const [claim, stack, path, says] of REFUSED) {
    it(claim, () => {
      const result = stack().read();
      const [mistake, ...more] = mistakesIn(result);
      assert.deepEqual(more, [], told(result).join("\n"));
      assert.ok(mistake, "nothing was refused");
      assert.equal(pathText(mistake.path), pathText(path));
      assert.match(mistake.message, says);
    });
  }
});

describe("what is right together is taken", () => {
  const TAKEN: readonly (readonly [claim: string, stack: () => Stack])[] = [
    [
      "a foundation without servers",
      () => new Stack().remove(["bulwark:servers"]).set(["bulwark:stage"], "foundation"),
    ],
    ["a foundation with servers named for later", () => new Stack().set(["bulwark:stage"], "foundation")],
    [
      "a region without Content Safety that names another for it",
      () =>
        new Stack().set(["azure-native:location"], "norwayeast").set(["bulwark:safety"], { location: "westeurope" }),
    ],
    [
      "the gateway itself as the edge outside prod",
      () => new Stack().set(["bulwark:environment"], "staging").remove(trails("origins")),
    ],
    [
      "one tenant, written in capitals once",
      () => {
        const tenant = "abcdefab-1111-4111-8111-111111111111";
        return new Stack().set(["azure-native:tenantId"], tenant).set(["azuread:tenantId"], tenant.toUpperCase());
      },
    ],
    ["the same tool in two servers", () => new Stack().set(ledger("scopes", 0, "tools", 0), "get_trail")],
    ["the same client in two servers", () => new Stack().set(ledger("clients", 1), AZURE_CLI)],
    [
      "streamed answers of public data",
      () => new Stack().set(trails("results"), "streamed").set(trails("dataClass"), "public"),
    ],
    [
      "confidential data with the gateway's identity",
      () => new Stack().set(ledger("identity"), "gateway").remove(ledger("downstream")),
    ],
    [
      "two roles on one resource",
      () =>
        new Stack()
          .set(trails("downstream", 0), { role: "Key Vault Secrets User", scope: VAULT })
          .set(trails("downstream", 1), { role: "Key Vault Crypto User", scope: VAULT }),
    ],
    [
      "a role beside a delegated permission",
      () => new Stack().set(ledger("downstream", 1), { role: "Key Vault Secrets User", scope: VAULT }),
    ],
  ];
  for (const [claim, stack] of TAKEN) {
    it(claim, () => {
      assert.deepEqual(told(stack().read()), []);
    });
  }
});
