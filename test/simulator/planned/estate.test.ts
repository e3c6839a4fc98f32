import assert from "node:assert/strict";
import { UNKNOWN, type Plan } from "../../../plan/format";
import { estateOf, EstateRefusal, type Addresses, type Estate } from "../../../simulator/planned";
import {
  APPLICATION,
  approved,
  BACKEND,
  CLIENT,
  GATE,
  GROUP,
  IDENTITY,
  NAMED_VALUE,
  PRINCIPAL,
  PUBLIC,
  resource,
  SERVICE,
  serverPolicy,
  smallPlan,
  TENANT,
  urn,
} from "./small-plan";

const ADDRESSES: Addresses = {
  gateway: "http://127.0.0.1:41000",
  entra: "http://127.0.0.1:41001",
  vault: "http://127.0.0.1:41002",
  contentSafety: "http://127.0.0.1:41003",
  doors: { trails: "http://127.0.0.1:41004" },
};

const POLICY = "azure-native:apimanagement:ApiPolicy";

function estate(plan: Plan): Estate {
  return estateOf(plan, ADDRESSES);
}

function problemsOf(plan: Plan): readonly string[] {
  try {
    estate(plan);
  } catch (error) {
    if (error instanceof EstateRefusal) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

function inputsOf({ plan }: Estate, type: string, name: string): unknown {
  return plan.deployment.resources.find((candidate) => candidate.urn === urn(type, name))?.inputs;
}

describe("what the stand-ins are made from", () => {
  it("gives one resource the same id wherever it is mentioned, and in every run", () => {
    const first = estate(smallPlan());
    const [application] = first.applications;
    const [identity] = first.identities;
    const [server] = first.servers;
    assert.match(application?.clientId ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(server !== undefined);
    assert.equal(server.audience, application?.clientId);
    assert.deepEqual(server.gate?.allowedAudiences, [application?.clientId]);
    assert.deepEqual(server.gate.allowedPrincipals, [identity?.principalId]);
    assert.equal(application?.federatedCredentials[0]?.subject, identity?.principalId);
    assert.deepEqual(first, estate(smallPlan()));
  });

  it("gives different resources, and different ids of one resource, different values", () => {
    const { applications, identities } = estate(smallPlan());
    const ids = [
      ...applications.flatMap(({ clientId, servicePrincipalId }) => [clientId, servicePrincipalId]),
      ...identities.flatMap(({ clientId, principalId }) => [clientId, principalId]),
    ];
    assert.equal(new Set(ids).size, ids.length);
  });

  it("reads the server from what its policy says of it", () => {
    const [server] = estate(smallPlan()).servers;
    assert.equal(server?.name, "trails");
    assert.deepEqual(server.clients, [CLIENT]);
    assert.equal(server.baseScope, "trails.read");
    assert.deepEqual(server.tools, [{ name: "find_trails", scope: "trails.read" }]);
  });

  it("knows who is assigned to an application, with which role", () => {
    const { applications, identities } = estate(smallPlan());
    assert.deepEqual(applications[0]?.assignments, [
      { principalId: identities[0]?.principalId, role: "Gateway.Forward" },
      { principalId: GROUP, role: "Server.Use" },
    ]);
    assert.ok(applications.every(({ assignmentRequired }) => assignmentRequired));
  });

  it("leaves out roles that are disabled", () => {
    assert.deepEqual(estate(smallPlan()).applications[0]?.appRoles, ["Gateway.Forward", "Server.Use"]);
  });

  it("names who may read secrets and who may call Content Safety", () => {
    const { vault, contentSafety, identities } = estate(smallPlan());
    const principal = identities[0]?.principalId;
    assert.deepEqual(vault, { host: "kv-dev.vault.azure.net", secrets: ["session-key"], readers: [principal] });
    assert.deepEqual(contentSafety, { host: "cs-dev.cognitiveservices.azure.com", callers: [principal] });
  });

  it("lets nobody read secrets whose role is on another vault", () => {
    const elsewhere = resource("azure-native:authorization:RoleAssignment", "gateway-secrets", {
      principalId: GROUP,
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
      scope:
        "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-dev2",
    });
    assert.deepEqual(estate(smallPlan(elsewhere)).vault?.readers, []);
  });

  it("tells the audience and the caller of an on-behalf-of gate apart by who pre-authorises whom", () => {
    const second = urn(APPLICATION, "trails-backend");
    const first = urn(APPLICATION, "trails");
    const found = estate(
      smallPlan(
        resource(APPLICATION, "trails-backend", { identifierUris: [`api://${TENANT}/backend`] }),
        resource(
          "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized",
          "exchange",
          { applicationId: UNKNOWN, authorizedClientId: UNKNOWN, permissionIds: [] },
          { applicationId: [second], authorizedClientId: [first, urn(PRINCIPAL, "trails")] },
        ),
        resource(
          GATE,
          "trails",
          {
            containerAppName: "ca-trails",
            platform: { enabled: true },
            identityProviders: {
              azureActiveDirectory: {
                enabled: true,
                registration: { clientId: UNKNOWN },
                validation: {
                  allowedAudiences: [UNKNOWN],
                  defaultAuthorizationPolicy: { allowedApplications: [UNKNOWN] },
                },
              },
            },
          },
          { identityProviders: [first, second, urn(PRINCIPAL, "trails")] },
        ),
      ),
    );
    const ids = new Map(found.applications.map(({ urn: of, clientId }) => [of, clientId]));
    const gate = found.servers[0]?.gate;
    assert.deepEqual(gate?.allowedAudiences, [ids.get(second)]);
    assert.deepEqual(gate.allowedApplications, [ids.get(first)]);
    assert.equal(gate.clientId, ids.get(second));
  });

  it("has no gate where none is planned", () => {
    const gone = resource(GATE, "trails", { containerAppName: "ca-other" });
    assert.equal(estate(smallPlan(gone)).servers[0]?.gate, undefined);
  });
});

describe("addresses in a plan", () => {
  it("puts the door of a server's container app in place of its backend's unknown address", () => {
    assert.deepEqual(inputsOf(estate(smallPlan()), BACKEND, "trails"), {
      ...SERVICE,
      backendId: "trails",
      url: ADDRESSES.doors.trails,
    });
  });

  it("finds the container app of a deployed backend by the app's name", () => {
    const deployed = resource(BACKEND, "trails", { ...SERVICE, url: "https://ca-trails.brave-sea.example.net" });
    assert.deepEqual(inputsOf(estate(smallPlan(deployed)), BACKEND, "trails"), {
      ...SERVICE,
      url: ADDRESSES.doors.trails,
    });
  });

  it("leaves a backend alone that leads elsewhere", () => {
    const rogue = resource(BACKEND, "trails", { ...SERVICE, url: "https://evil.example.net" });
    assert.deepEqual(inputsOf(estate(smallPlan(rogue)), BACKEND, "trails"), {
      ...SERVICE,
      url: "https://evil.example.net",
    });
  });

  it("replaces the public, the authority's, the vault's and Content Safety's address as text", () => {
    const value = [
      `${PUBLIC}/trails/mcp`,
      "apim.azure-api.net",
      `https://login.microsoftonline.com/${TENANT}/v2.0`,
      "https://kv-dev.vault.azure.net/secrets/session-key",
      "https://cs-dev.cognitiveservices.azure.com/contentsafety",
      "https://cognitiveservices.azure.com",
      "https://apim.azure-api.net.evil.example",
      "https://my-apim.azure-api.net",
    ].join(" ");
    const found = estate(smallPlan(resource(NAMED_VALUE, "texts", { ...SERVICE, value })));
    assert.deepEqual(inputsOf(found, NAMED_VALUE, "texts"), {
      ...SERVICE,
      value: [
        "http://127.0.0.1:41000/trails/mcp",
        "127.0.0.1:41000",
        `http://127.0.0.1:41001/${TENANT}/v2.0`,
        "http://127.0.0.1:41002/secrets/session-key",
        "http://127.0.0.1:41003/contentsafety",
        "https://cognitiveservices.azure.com",
        "https://apim.azure-api.net.evil.example",
        "https://my-apim.azure-api.net",
      ].join(" "),
    });
  });

  it("moves the issuer that a gate and a federated credential expect to the stand-in's", () => {
    const found = estate(smallPlan());
    const issuer = `http://127.0.0.1:41001/${TENANT}/v2.0`;
    assert.equal(found.servers[0]?.gate?.openIdIssuer, issuer);
    assert.equal(found.applications[0]?.federatedCredentials[0]?.issuer, issuer);
  });
});

describe("a plan that cannot be served", () => {
  it("is refused with the place of every unknown that nothing in the plan explains", () => {
    const problems = problemsOf(
      smallPlan(
        resource(NAMED_VALUE, "trails-audience", { ...SERVICE, namedValueId: "trails-audience", value: UNKNOWN }),
        resource(POLICY, "other", { ...SERVICE, apiId: "other", format: "xml", value: UNKNOWN }),
      ),
    );
    assert.equal(problems.length, 2);
    assert.match(problems[0] ?? "", /trails-audience: value is unknown/);
    assert.match(problems[1] ?? "", /ApiPolicy::other: value is unknown/);
  });

  it("is refused where an unknown may come from two resources", () => {
    const problems = problemsOf(
      smallPlan(
        resource(IDENTITY, "other", {}),
        resource(
          NAMED_VALUE,
          "trails-audience",
          { ...SERVICE, namedValueId: "trails-audience", value: UNKNOWN },
          { value: [urn(IDENTITY, "gateway"), urn(IDENTITY, "other")] },
        ),
      ),
    );
    assert.match(problems.join("\n"), /may come from any of .*gateway.*other/);
  });

  it("is refused where a policy's description of its server is no JSON, or lacks a member", () => {
    const broken = (value: string) => resource(POLICY, "trails", { ...SERVICE, apiId: "trails", format: "xml", value });
    const notJson = `<policies><inbound><set-variable name="approved-text" value="{" /></inbound></policies>`;
    assert.match(problemsOf(smallPlan(broken(notJson))).join("\n"), /ApiPolicy::trails: approved-text is not JSON/);
    const lacking = serverPolicy({ ...approved(), scopes: [] });
    assert.match(problemsOf(smallPlan(broken(lacking))).join("\n"), /approved-text: scopes/);
  });

  it("is refused without any server", () => {
    const none = resource(POLICY, "trails", { ...SERVICE, format: "xml", value: "<policies />" });
    assert.match(problemsOf(smallPlan(none)).join("\n"), /there is no MCP server/);
  });

  it("is refused where a backend's unknown address leads to no server's container app", () => {
    const lost = resource(
      BACKEND,
      "lost",
      { ...SERVICE, url: UNKNOWN },
      { url: [urn("azure-native:app:ManagedEnvironment", "environment")] },
    );
    assert.match(problemsOf(smallPlan(lost)).join("\n"), /Backend::lost: url is unknown/);
  });

  it("is refused where it names several tenants' authorities", () => {
    const other = resource(NAMED_VALUE, "other", {
      ...SERVICE,
      value: "https://login.microsoftonline.com/99999999-9999-4999-8999-999999999999/v2.0",
    });
    assert.match(problemsOf(smallPlan(other)).join("\n"), /several tenants/);
  });
});
