import assert from "node:assert/strict";
import path from "node:path";
import { serializePlan } from "../../../plan/serialize";
import { preview } from "../../../simulator/engine";
import { CLOSED, failureOfProgram, inputsOf, planned, previewAgain, previewOf, shortUrn, UNKNOWN } from "./fixture";

describe("engine: what a program plans", () => {
  it("puts components, their children and their outputs into the plan, parents first", async () => {
    const result = await previewOf("components");
    const order = result.plan.deployment.resources.map(({ urn }) => shortUrn(urn));
    assert.deepEqual(order, [
      "pulumi:pulumi:Stack::fixtures-dev",
      "azure-native:resources:ResourceGroup::group",
      "fixtures:index:Network::outer",
      "fixtures:index:Network$azure-native:network:VirtualNetwork::network",
      "fixtures:index:Network$azure-native:network:Subnet::apps",
    ]);
    assert.deepEqual(planned(result, "outer").outputs, { id: UNKNOWN, space: "10.0.0.0/16" });
    assert.equal(planned(result, "apps").parent, planned(result, "outer").urn);
    assert.deepEqual(result.stackOutputs, { id: UNKNOWN, size: 3, servers: [{ name: "trails", port: 8080 }] });
  });

  it("hands protection, retention and deletion from parents to children that do not say", async () => {
    const result = await previewOf("components");
    const network = planned(result, "network");
    assert.deepEqual(
      [network.protect, network.retainOnDelete, shortUrn(network.deletedWith)],
      [true, true, "azure-native:resources:ResourceGroup::group"],
    );
    assert.equal(planned(result, "apps").protect, undefined);
  });

  it("keeps the dependencies of each property, also through a known id, and timeouts in seconds", async () => {
    const apps = planned(await previewOf("components"), "apps");
    assert.deepEqual(apps.inputs?.networkSecurityGroup, { id: "/known/network" });
    assert.deepEqual(Object.keys(apps.propertyDependencies ?? {}), ["networkSecurityGroup"]);
    assert.equal(shortUrn(apps.propertyDependencies?.networkSecurityGroup?.[0]).split("::")[1], "network");
    assert.deepEqual(apps.customTimeouts, { create: 5400, delete: 90 });
  });

  it("runs transforms of a resource, of its parents and of the stack, in that order", async () => {
    const result = await previewOf("transforms");
    const { location, tags } = inputsOf(result, "group");
    assert.deepEqual([location, tags], ["changed", { stack: "yes" }]);
    assert.equal(planned(result, "group").protect, true);
    assert.equal(inputsOf(result, "own").location, "own");
    assert.deepEqual(inputsOf(result, "other").tags, { stack: "yes" });
  });

  it("takes the dependencies that a transform gives", async () => {
    // Those of properties are lost on the way, with the real engine too: the SDK sends a transform's result without.
    const own = planned(await previewOf("transforms"), "own");
    assert.deepEqual(own.dependencies?.map(shortUrn), ["azure-native:resources:ResourceGroup::late"]);
    assert.equal(own.propertyDependencies, undefined);
  });

  it("runs invoke transforms", async () => {
    const { stackOutputs } = await previewOf("transforms");
    assert.deepEqual(stackOutputs.invoked, ["azure-native:authorization:getClientConfig"]);
  });

  it("accepts aliases, which mean nothing in a first deployment", async () => {
    const result = await previewOf("aliases");
    assert.equal(planned(result, "group").aliases, undefined);
    assert.equal(result.plan.deployment.resources.length, 3);
  });

  it("starts without what a preview seldom needs, and has it when it is asked for", async () => {
    const { stackOutputs } = await previewOf("lighter");
    // A module that stands in for each is all there is of them.
    assert.deepEqual(stackOutputs.before, { compiler: 1, packages: 1, traces: 1 });
    assert.deepEqual([stackOutputs.afterwards, stackOutputs.works], [true, true]);
  });

  it("answers who deploys from the stack's configuration", async () => {
    const { stackOutputs } = await previewOf("invokes");
    const tenant = "11111111-1111-4111-8111-111111111111";
    assert.deepEqual([stackOutputs.tenant, stackOutputs.directory], [tenant, tenant]);
    assert.equal(
      (stackOutputs.azure as Record<string, unknown>).subscriptionId,
      "22222222-2222-4222-8222-222222222222",
    );
  });

  for (const [program, token] of [
    ["unsupported-invoke", "azure-native:keyvault:getVault"],
    ["client-token", "azure-native:authorization:getClientToken"],
  ] as const) {
    it(`refuses ${token} by its name: only the cloud could answer`, async () => {
      const failure = await failureOfProgram(program);
      assert.equal(failure.kind, "program");
      assert.match([failure.message, ...failure.details].join("\n"), new RegExp(token));
    });
  }

  it("reads other stacks' outputs from the request, secrets as secrets", async () => {
    const outputs = { groupName: "hub-rg", location: "westeurope", password: "[secret]" };
    for (const name of ["organization/hub/prod", "prod"]) {
      const result = await previewOf("stack-reference", { stackOutputs: { [name]: outputs } });
      assert.equal(inputsOf(result, "group").resourceGroupName, "hub-rg");
      assert.deepEqual(result.stackOutputs.password, CLOSED);
      assert.equal(planned(result, "organization/hub/prod").external, true);
    }
  });

  it("says how to give the outputs of a stack that it does not know", async () => {
    const failure = await failureOfProgram("stack-reference");
    assert.match([failure.message, ...failure.details].join("\n"), /organization\/hub\/prod.*stackOutputs/s);
  });

  it("uses explicit providers, directly and handed down by components, and leaves default ones out", async () => {
    const result = await previewOf("providers");
    const known = planned(result, "known").urn;
    assert.equal(planned(result, "by-known").provider, `${known}::${UNKNOWN}`);
    assert.equal(planned(result, "handed-down").provider, `${known}::${UNKNOWN}`);
    assert.equal(planned(result, "by-default").provider, undefined);
    assert.equal(result.stackOutputs.subscription, "99999999-9999-4999-8999-999999999999");
    const providers = result.plan.deployment.resources.filter(({ type }) => type.startsWith("pulumi:providers:"));
    assert.deepEqual(providers.map(({ urn }) => urn.split("::").pop()).sort(), ["known", "unknown"]);
  });

  it("takes the location of the provider that serves a resource", async () => {
    const result = await previewOf("providers");
    assert.equal(inputsOf(result, "by-known").location, "westeurope");
    assert.equal(inputsOf(result, "by-default").location, "swedencentral");
  });

  it("leaves everything of a provider with unknown configuration unknown, as the real engine does", async () => {
    const result = await previewOf("providers");
    assert.equal(inputsOf(result, "by-unknown").location, undefined);
    assert.deepEqual(planned(result, "by-unknown").outputs, {});
    assert.equal(result.stackOutputs.lateName, UNKNOWN);
  });

  it("closes secrets wherever they go, and never writes their text", async () => {
    const result = await previewOf("secrets");
    assert.deepEqual(inputsOf(result, "group").tags, { plain: "seen", hidden: CLOSED });
    assert.deepEqual(inputsOf(result, "vault").properties, CLOSED);
    assert.deepEqual(inputsOf(result, "application").displayName, CLOSED);
    assert.deepEqual(inputsOf(result, "fed").displayName, CLOSED);
    assert.deepEqual(inputsOf(result, "application").identifierUris, ["api://plain", CLOSED]);
    // The SDK itself drops the mark of a secret that is not known.
    assert.equal(inputsOf(result, "list").managedBy, UNKNOWN);
    assert.deepEqual(planned(result, "group").outputs?.resourceGroupName ?? CLOSED, CLOSED);
    assert.deepEqual(planned(result, "group").outputs?.location, CLOSED);
    assert.deepEqual(result.stackOutputs.password, CLOSED);
    assert.doesNotMatch(JSON.stringify(result), /tag-secret|uri-secret|closed secret/);
  });

  it("names the configuration that it could not decrypt", async () => {
    assert.deepEqual((await previewOf("empty")).closedConfigSecrets, ["fixtures:password"]);
  });

  it("leaves unknown what only the cloud gives, and nothing else", async () => {
    const result = await previewOf("unknowns");
    assert.deepEqual(inputsOf(result, "leaf").tags, { known: "swedencentral", text: UNKNOWN, unknown: UNKNOWN });
    assert.equal(planned(result, "group").id, undefined);
    const { name, location, vaultUri, tenant } = result.stackOutputs;
    assert.deepEqual(
      [name, location, vaultUri, tenant],
      [UNKNOWN, "swedencentral", UNKNOWN, "11111111-1111-4111-8111-111111111111"],
    );
  });

  it("serves a parameterised package", async () => {
    const tools = planned(await previewOf("package"), "tools");
    assert.equal(tools.type, "azure-native_apimanagement_v20250901preview:apimanagement:Api");
    assert.equal(tools.inputs?.apiId, "tools");
  });

  it("runs resource hooks that ask for previews, and no others", async () => {
    assert.deepEqual((await previewOf("hooks")).stackOutputs.ran, ["before group", "after group"]);
  });

  it("fails when a hook does", async () => {
    const failure = await failureOfProgram("failing-hook");
    assert.match(
      [failure.message, ...failure.details].join("\n"),
      /beforeCreate hook "refuse" failed: .*the hook refuses/s,
    );
  });

  it("reads existing resources as external ones", async () => {
    const result = await previewOf("reads");
    const id = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/hub";
    assert.deepEqual([planned(result, "existing").external, planned(result, "existing").id], [true, id]);
    assert.equal(inputsOf(result, "child").managedBy, id);
  });

  it("keeps assets and archives with the hash of what is in them", async () => {
    const tags = inputsOf(await previewOf("assets"), "group").tags as Record<string, Record<string, unknown>>;
    assert.equal(tags.text?.text, "hello");
    assert.equal(tags.text.hash, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assert(tags.bundle?.assets);
  });

  it("tells of all that the providers' Check refuses at once, by resource", async () => {
    const failure = await failureOfProgram("check-failures");
    assert.equal(failure.kind, "program");
    assert.deepEqual(failure.details, [
      "azure-native:resources:ResourceGroup 'group': 'tags' should be of type 'object' but got a string",
      "azure-native:keyvault:Vault 'vault': 'vaultName' is 'no_underscores', which does not match expression '^[a-zA-Z0-9-]{3,24}$'",
      "azure-native:keyvault:Vault 'vault': 'properties.tenantId' should be of type 'string' but got a number",
      "azure-native:containerregistry:Registry 'registry': 'registryName' is 'abc', 3 characters long: 5 to 50 are allowed",
      "azure-native:containerregistry:Registry 'registry': missing required property 'sku.name'",
    ]);
  });

  it("tells of all duplicate names at once", async () => {
    const failure = await failureOfProgram("duplicates");
    assert.equal(failure.kind, "program");
    assert.equal(failure.details.length, 2);
    assert.match(failure.details.join("\n"), /'twice'.*exists already.*'thrice'/s);
  });

  it("passes on what the program logs for people, with its resource, and not the SDK's inner life", async () => {
    const { diagnostics } = await previewOf("logs");
    assert.deepEqual(
      diagnostics.map(({ severity, message, urn }) => [severity, message, shortUrn(urn)]),
      [
        ["warning", "mind the gap", "azure-native:resources:ResourceGroup::group"],
        ["info", "all is well", ""],
      ],
    );
  });

  it("runs a TypeScript program as Pulumi.yaml names it", async () => {
    const { stackOutputs } = await preview({ root: path.join(__dirname, "programs", "typescript"), stack: "dev" });
    assert.deepEqual(stackOutputs.locations, ["swedencentral", "swedencentral"]);
  });

  it("tells of progress", async () => {
    const phases: string[] = [];
    const counts: number[] = [];
    await previewOf("components", {
      onEvent: (event) => {
        if (event.kind === "phase") {
          phases.push(event.phase);
        } else if (event.kind === "resource") {
          counts.push(event.count);
        }
      },
    });
    assert.deepEqual(phases, ["starting", "program", "policies", "done"]);
    assert.deepEqual(counts, [1, 2, 3, 4, 5]);
  });

  it("makes the same plan twice, byte for byte", async () => {
    const [first, second] = await Promise.all([previewOf("providers"), previewAgain("providers")]);
    assert.equal(serializePlan(first.plan), serializePlan(second.plan));
    assert.equal(JSON.stringify(first.plan), JSON.stringify(second.plan));
  });
});
