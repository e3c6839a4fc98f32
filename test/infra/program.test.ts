import assert from "node:assert/strict";
import { UNKNOWN, type Json, type PlanResource } from "../../plan/format";
import { judgeUnknowns } from "../../plan/unknowns";
import { ofType, plannedStack } from "../planned-stack";

const LAYERS = [
  "network",
  "observability",
  "vault",
  "registry",
  "safety",
  "identity",
  "gateway",
  "hosting",
  "governance",
];

function text(resource: PlanResource, input: string): string {
  const value = resource.inputs?.[input];
  assert.ok(typeof value === "string", `${resource.urn} has no text at ${input}`);
  return value;
}

function named(resources: readonly PlanResource[], name: string): PlanResource {
  const found = resources.find((resource) => resource.urn.endsWith(`::${name}`));
  assert.ok(found, `no resource is called ${name}`);
  return found;
}

/** Everything that a resource waits for, directly or not. */
function precedents(resources: readonly PlanResource[], urn: string): Set<string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const seen = new Set<string>();
  const visit = (at: string): void => {
    for (const next of byUrn.get(at)?.dependencies ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(urn);
  return seen;
}

for (const stack of ["dev", "prod"]) {
  describe(`the program's plan of ${stack}`, () => {
    it("has core resources in every layer, as children of the layer's components", async () => {
      const { resources } = (await plannedStack(stack)).plan.deployment;
      const layers = stack === "prod" ? [...LAYERS, "edge"] : LAYERS;
      for (const layer of layers) {
        const components = resources.filter((resource) => resource.type.startsWith(`bulwark:${layer}:`));
        const urns = new Set(components.map((component) => component.urn));
        assert.ok(
          resources.some((resource) => resource.custom && resource.parent !== undefined && urns.has(resource.parent)),
          `${layer} makes nothing`,
        );
      }
    });

    it("knows every policy document, and everything that a container runs", async () => {
      const { plan } = await plannedStack(stack);
      const documents = [
        "azure-native:apimanagement:Policy",
        "azure-native:apimanagement:ApiPolicy",
        "azure-native:apimanagement:ApiOperationPolicy",
      ].flatMap((type) => ofType(plan, type));
      assert.equal(documents.length, 11);
      for (const document of documents) {
        assert.ok(!text(document, "value").includes(UNKNOWN), document.urn);
        assert.ok(!text(document, "value").includes("[["), document.urn);
      }
      for (const app of ofType(plan, "azure-native:app:ContainerApp")) {
        assert.ok(!JSON.stringify(app.inputs).includes(UNKNOWN), app.urn);
      }
    });

    it("names every named value that a document refers to, before the document", async () => {
      const { plan } = await plannedStack(stack);
      const { resources } = plan.deployment;
      const values = ofType(plan, "azure-native:apimanagement:NamedValue");
      for (const document of ofType(plan, "azure-native:apimanagement:ApiPolicy")) {
        const before = precedents(resources, document.urn);
        for (const [, name] of text(document, "value").matchAll(/\{\{([^}]+)\}\}/g)) {
          const value = values.find((candidate) => candidate.inputs?.displayName === name);
          assert.ok(value, `${document.urn} refers to {{${String(name)}}}, which is not planned`);
          assert.ok(before.has(value.urn), `${document.urn} may be written before {{${String(name)}}}`);
        }
      }
    });

    it("writes to one API at a time: its operations and its policy form a chain", async () => {
      const { plan } = await plannedStack(stack);
      const { resources } = plan.deployment;
      const children = ["ApiOperation", "ApiPolicy", "ApiOperationPolicy"].flatMap((type) =>
        ofType(plan, `azure-native:apimanagement:${type}`),
      );
      const byApi = new Map<string, PlanResource[]>();
      for (const child of children) {
        const api = text(child, "apiId");
        byApi.set(api, [...(byApi.get(api) ?? []), child]);
      }
      assert.ok(byApi.size >= 7);
      for (const [api, siblings] of byApi) {
        for (const [index, one] of siblings.entries()) {
          for (const other of siblings.slice(index + 1)) {
            const ordered =
              precedents(resources, one.urn).has(other.urn) || precedents(resources, other.urn).has(one.urn);
            assert.ok(ordered, `${api}: ${one.urn} and ${other.urn} may be written at once`);
          }
        }
      }
    });

    it("creates subnets one at a time, each with its security group", async () => {
      const { plan } = await plannedStack(stack);
      const subnets = ofType(plan, "azure-native:network:Subnet");
      assert.equal(subnets.length, 3);
      for (const [index, one] of subnets.entries()) {
        assert.ok(JSON.stringify(one.inputs?.networkSecurityGroup).includes("networkSecurityGroups/nsg-"));
        for (const other of subnets.slice(index + 1)) {
          const { resources } = plan.deployment;
          assert.ok(
            precedents(resources, one.urn).has(other.urn) || precedents(resources, other.urn).has(one.urn),
            `${one.urn} and ${other.urn} may be written at once`,
          );
        }
      }
    });

    it("gives the container app its role on the registry, and its environment, before it pulls an image", async () => {
      const { plan } = await plannedStack(stack);
      const { resources } = plan.deployment;
      const role = named(ofType(plan, "azure-native:authorization:RoleAssignment"), "pull-acrpull-registry");
      for (const app of ofType(plan, "azure-native:app:ContainerApp")) {
        assert.ok(precedents(resources, app.urn).has(role.urn), app.urn);
      }
    });

    it("protects what holds data or a name, and keeps it when the stack is destroyed", async () => {
      const { plan } = await plannedStack(stack);
      const kept = plan.deployment.resources.filter((resource) => resource.protect === true);
      assert.deepEqual(kept.map((resource) => resource.type).sort(), [
        "azure-native:keyvault:Vault",
        "azure-native:operationalinsights:Workspace",
      ]);
      assert.ok(kept.every((resource) => resource.retainOnDelete === true));
      assert.equal(ofType(plan, "azure-native:authorization:ManagementLockByScope").length, 2);
    });

    it("tags everything that takes tags; what gives others an id or an address only with what never changes", async () => {
      const { plan } = await plannedStack(stack);
      const typeOf = new Map(plan.deployment.resources.map(({ urn, type }) => [urn, type]));
      const givers = new Set(judgeUnknowns(plan).flatMap(({ sources }) => sources.map((urn) => typeOf.get(urn))));
      const tagged = plan.deployment.resources.filter((resource) => resource.inputs?.tags !== undefined);
      assert.ok(tagged.length >= 25);
      for (const resource of tagged) {
        const tags = resource.inputs?.tags as Readonly<Record<string, Json>>;
        assert.equal(tags.environment, stack, resource.urn);
        assert.equal(tags.blueprint, "bulwark", resource.urn);
        const changing = Object.keys(tags).filter(
          (tag) => !["blueprint", "stack", "environment", "mcp-server"].includes(tag),
        );
        assert.equal(changing.includes("owner"), !givers.has(resource.type), resource.urn);
        assert.ok(!givers.has(resource.type) || changing.length === 0, `${resource.urn}: ${changing.join(", ")}`);
      }
    });
  });
}

describe("a server with the user's identity", () => {
  it("has a second application, which only the first may ask for, and no secret in either", async () => {
    const { plan } = await plannedStack("dev");
    const names = ofType(plan, "azuread:index/application:Application").map((app) => text(app, "displayName"));
    assert.deepEqual(names.sort(), [
      "bulwark-dev.forecast",
      "bulwark-dev.ledger",
      "bulwark-dev.ledger.backend",
      "bulwark-dev.trails",
    ]);
    const [preAuthorized] = ofType(plan, "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized");
    const sources = preAuthorized?.propertyDependencies ?? {};
    assert.ok(sources.applicationId?.some((urn) => urn.endsWith("::ledger-backend")));
    assert.ok(sources.authorizedClientId?.some((urn) => urn.endsWith("::ledger")));
    const applications = plan.deployment.resources.filter(({ type }) => type.startsWith("azuread:"));
    assert.ok(!applications.some((resource) => /password|secret|certificate/i.test(resource.type)));
  });

  it("is acted for by the gateway's identity, and acts further by its own", async () => {
    const { plan } = await plannedStack("dev");
    const credentials = ofType(
      plan,
      "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
    );
    const subjects = credentials.map((credential) => [
      credential.urn.split("::").at(-1),
      credential.propertyDependencies?.subject?.map((urn) => urn.split("::").at(-1)),
    ]);
    assert.deepEqual(Object.fromEntries(subjects), { "ledger-gateway": ["gateway"], "ledger-workload": ["ledger"] });
  });
});

describe("the key of sessions", () => {
  it("is made of 32 random bytes, is in the vault only, and is nowhere in the plan", async () => {
    const { plan } = await plannedStack("dev");
    const [bytes, ...more] = ofType(plan, "random:index/randomBytes:RandomBytes");
    assert.ok(bytes);
    assert.deepEqual(more, []);
    assert.equal(bytes.inputs?.length, 32);
    const [secret] = ofType(plan, "azure-native:keyvault:Secret");
    const properties = secret?.inputs?.properties as Readonly<Record<string, Json>>;
    assert.equal(properties.value, UNKNOWN);
    assert.ok(secret);
    assert.deepEqual(secret.propertyDependencies?.properties, [bytes.urn]);
    const users = plan.deployment.resources.filter((resource) =>
      Object.values(resource.propertyDependencies ?? {}).some((urns) => urns.includes(bytes.urn)),
    );
    assert.deepEqual(
      users.map(({ urn }) => urn),
      [secret.urn],
    );
  });

  it("may be read by the gateway alone, and that alone, before the gateway is there", async () => {
    const { plan } = await plannedStack("dev");
    const { resources } = plan.deployment;
    const roles = ofType(plan, "azure-native:authorization:RoleAssignment").filter((role) =>
      text(role, "scope").includes("Microsoft.KeyVault"),
    );
    const [role, ...more] = roles;
    assert.ok(role);
    assert.deepEqual(more, []);
    assert.match(text(role, "scope"), /\/secrets\/session-key$/);
    assert.deepEqual(
      role.propertyDependencies?.principalId?.map((urn) => urn.split("::").at(-1)),
      ["gateway"],
    );
    const [service] = ofType(plan, "azure-native:apimanagement:ApiManagementService");
    assert.ok(precedents(resources, service?.urn ?? "").has(role.urn));
  });

  it("is another one from another day of rotation on, and expires a year after it", async () => {
    const { plan } = await plannedStack("dev", (file) => `${file}\n  bulwark:sessionKeyRotation: "2026-11-20"\n`);
    const [bytes] = ofType(plan, "random:index/randomBytes:RandomBytes");
    assert.deepEqual(bytes?.inputs?.keepers, { rotated: "2026-11-20" });
    const [secret] = ofType(plan, "azure-native:keyvault:Secret");
    const { attributes } = secret?.inputs?.properties as Readonly<Record<string, Json>>;
    assert.deepEqual(attributes, { enabled: true, expires: Date.parse("2027-11-20") / 1000 });
  });
});

describe("stage: foundation", () => {
  it("opens the gateway with nothing behind it but the denial", async () => {
    const { plan } = await plannedStack("prod", (file) => `${file}\n  bulwark:stage: foundation\n`);
    assert.deepEqual(ofType(plan, "azure-native:app:ContainerApp"), []);
    const apis = ofType(plan, "azure-native:apimanagement:Api").map((api) => text(api, "apiId"));
    assert.deepEqual(apis, ["catch-all"]);
    const [service] = ofType(plan, "azure-native:apimanagement:ApiManagementService");
    assert.equal(service?.inputs?.publicNetworkAccess, "Enabled");
  });

  it("is followed by serving, which closes the gateway behind Front Door", async () => {
    const { plan } = await plannedStack("prod");
    const [service] = ofType(plan, "azure-native:apimanagement:ApiManagementService");
    assert.equal(service?.inputs?.publicNetworkAccess, "Disabled");
    assert.equal(ofType(plan, "azure-native:cdn:AFDOrigin").length, 1);
  });
});
