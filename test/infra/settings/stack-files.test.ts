import assert from "node:assert/strict";
import type { ServerSettings } from "../../../infra/settings/types";
import { lockOf } from "../../locks.fixture";
import { ledger, projectStackFile, readText, settingsIn, Stack, trails } from "./stack";

describe("the project's stack files", () => {
  const dev = settingsIn(readText(projectStackFile("dev")));
  const prod = settingsIn(readText(projectStackFile("prod")));

  it("dev is read whole: defaults filled in, the image in two parts, each permission by its kind", () => {
    const [trails] = dev.servers;
    assert.deepEqual(trails, {
      name: "trails",
      title: "Trail finder",
      owner: "trails@example.com",
      approvedBy: "security@example.com",
      reviewDate: "2027-03-31",
      dataClass: "internal",
      image: { repository: "mcp/trails", digest: `sha256:${"1".repeat(64)}` },
      port: 8080,
      protocols: ["2025-11-25"],
      identity: "gateway",
      results: "inspected",
      sessions: true,
      marking: "metadata",
      disabled: [],
      customPolicy: { inbound: undefined, outbound: undefined },
      customPolicyXml: { inbound: undefined, outbound: undefined },
      lock: lockOf({
        server: "trails",
        image: `sha256:${"1".repeat(64)}`,
        tools: ["find_trails", "get_trail", "report_condition"],
        prompts: ["plan_hike"],
        templates: ["trails://guides/{name}"],
      }),
      scopes: [
        {
          name: "trails.read",
          description: "Find hiking trails and read their details",
          elevated: false,
          tools: ["find_trails", "get_trail"],
          prompts: ["plan_hike"],
          resources: ["trails://guides/{name}"],
          methods: [],
        },
        {
          name: "trails.write",
          description: "Report the condition of a trail",
          elevated: false,
          tools: ["report_condition"],
          prompts: [],
          resources: [],
          methods: [],
        },
      ],
      clients: [
        { name: "Visual Studio Code", id: "aebc6443-996d-45c2-90f0-388ff96faa56" },
        { name: "Azure CLI", id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46" },
      ],
      groups: ["33333333-3333-4333-8333-333333333333"],
      origins: ["https://vscode.dev"],
      egress: ["api.trails.example"],
      downstream: [
        {
          kind: "azureRole",
          role: "Storage Blob Data Reader",
          scope:
            "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/trails-data/providers/Microsoft.Storage/storageAccounts/trailsdata",
        },
      ],
    } satisfies ServerSettings);
    assert.deepEqual(
      { ...dev, servers: dev.servers.length },
      {
        project: "bulwark",
        stack: "test",
        azure: {
          tenantId: "11111111-1111-4111-8111-111111111111",
          subscriptionId: "22222222-2222-4222-8222-222222222222",
          location: "swedencentral",
        },
        environment: "dev",
        size: "dev",
        stage: "serving",
        generation: 1,
        owner: "platform@example.com",
        network: { addressSpace: "10.40.0.0/20" },
        edge: "none",
        domain: undefined,
        safety: { location: "swedencentral" },
        authorizationServerMetadata: false,
        sessionKeyRotation: undefined,
        servers: 3,
      },
    );
  });

  it("dev has servers of the session era, one of them streamed, and one of the stateless era that acts as the user, on confidential data", () => {
    assert.deepEqual(
      dev.servers.map(({ name, protocols, identity, dataClass }) => ({ name, protocols, identity, dataClass })),
      [
        { name: "trails", protocols: ["2025-11-25"], identity: "gateway", dataClass: "internal" },
        { name: "ledger", protocols: ["2026-07-28"], identity: "user", dataClass: "confidential" },
        { name: "forecast", protocols: ["2025-11-25"], identity: "gateway", dataClass: "public" },
      ],
    );
    assert.deepEqual(dev.servers[1]?.downstream, [
      {
        kind: "delegated",
        api: "55555555-5555-4555-8555-555555555555",
        permission: "Reports.Read",
        id: "66666666-6666-4666-8666-666666666666",
      },
    ]);
  });

  it("prod is in prod's size behind Front Door, in a subscription and a range that dev does not use", () => {
    assert.equal(prod.environment, "prod");
    assert.equal(prod.size, "prod");
    assert.equal(prod.edge, "frontDoor");
    assert.equal(prod.domain, "mcp.example.com");
    assert.notEqual(prod.azure.subscriptionId, dev.azure.subscriptionId);
    assert.notEqual(prod.network.addressSpace, dev.network.addressSpace);
    assert.deepEqual(
      prod.servers.map(({ name }) => name),
      dev.servers.map(({ name }) => name),
    );
  });

  it("staging is of standard size when its file names none", () => {
    assert.equal(settingsIn(new Stack().set(["bulwark:environment"], "staging").read()).size, "standard");
  });

  it("ids are in lower case and revisions newest first, however the file has them", () => {
    const id = "ABCDEF01-1111-4111-8111-111111111111";
    const stack = new Stack()
      .set(["azure-native:tenantId"], id)
      .set(["azuread:tenantId"], id)
      .set(["azure-native:subscriptionId"], id)
      .set(trails("clients", 0, "id"), id)
      .set(trails("groups", 0), id)
      .set(trails("protocols"), ["2025-03-26", "2025-11-25", "2025-06-18"])
      .set(ledger("downstream", 0, "api"), id)
      .set(ledger("downstream", 0, "id"), id);
    const settings = settingsIn(stack.read());
    assert.equal(JSON.stringify(settings).includes("ABCDEF01"), false);
    assert.deepEqual(settings.servers[0]?.protocols, ["2025-11-25", "2025-06-18", "2025-03-26"]);
  });

  it("nothing in the settings can be changed, however deep", () => {
    const open: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value === "object" && value !== null) {
        if (!Object.isFrozen(value)) {
          open.push(path);
        }
        Object.entries(value).forEach(([key, child]) => {
          visit(child, `${path}.${key}`);
        });
      }
    };
    visit(dev, "settings");
    assert.deepEqual(open, []);
  });
});
