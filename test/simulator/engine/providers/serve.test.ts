import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { ask, fromStruct, toStruct } from "../../../../simulator/engine/wire";
import { UNKNOWN } from "../fixture";

const URN = "urn:pulumi:dev::p::azure-native:keyvault:Vault::vault";
const INPUTS = {
  resourceGroupName: "rg",
  vaultName: "kv",
  location: "l",
  properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
};

/** Starts a provider's executable as the CLI does: the first line on its standard output is its port. */
async function start(name: string): Promise<{ process: ChildProcess; client: ResourceProviderClient }> {
  const script = path.join(__dirname, "../../../../simulator/engine/providers", `${name}.main.ts`);
  const started = spawn(process.execPath, ["--require", "ts-node/register/transpile-only", script, "127.0.0.1:1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(createInterface({ input: started.stdout }), "line")) as [string];
  assert.match(port, /^\d+$/);
  return { process: started, client: new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure()) };
}

describe("stand-in providers over gRPC", () => {
  let served: { process: ChildProcess; client: ResourceProviderClient };

  before(async () => {
    served = await start("azure-native");
    const request = new wire.ConfigureRequest();
    request.setArgs(toStruct({ subscriptionId: "s", tenantId: "t", location: "swedencentral" }));
    const response = await ask<wire.ConfigureResponse>((done) => served.client.configure(request, done));
    assert.deepEqual([response.getSupportspreview(), response.getAcceptsecrets()], [true, false]);
  });

  after(() => {
    served.client.close();
    served.process.kill();
  });

  it("answers the handshake, says its version, refuses its schema with a reason", async () => {
    const { client } = served;
    await ask<wire.ProviderHandshakeResponse>((done) => client.handshake(new wire.ProviderHandshakeRequest(), done));
    const info = await ask<{ getVersion(): string }>((done) => client.getPluginInfo(new Empty(), done));
    assert.equal(info.getVersion(), "3.28.0");
    await assert.rejects(
      ask<wire.GetSchemaResponse>((done) => client.getSchema(new wire.GetSchemaRequest(), done)),
      /has no schema/,
    );
  });

  it("checks, previews, creates, reads, compares, updates and deletes like the object in the engine", async () => {
    const { client } = served;
    const check = new wire.CheckRequest();
    check.setUrn(URN);
    check.setNews(toStruct({ ...INPUTS, vaultName: "no_good" }));
    const checked = await ask<wire.CheckResponse>((done) => client.check(check, done));
    assert.match(checked.getFailuresList()[0]?.getReason() ?? "", /'vaultName' is 'no_good'/);

    const create = new wire.CreateRequest();
    create.setUrn(URN);
    create.setProperties(toStruct(INPUTS));
    create.setPreview(true);
    const previewed = await ask<wire.CreateResponse>((done) => client.create(create, done));
    assert.deepEqual([previewed.getId(), fromStruct(previewed.getProperties()).name], ["", UNKNOWN]);
    create.setPreview(false);
    const created = await ask<wire.CreateResponse>((done) => client.create(create, done));
    assert.equal(created.getId(), "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv");

    const read = new wire.ReadRequest();
    read.setUrn(URN);
    read.setId(created.getId());
    read.setProperties(created.getProperties());
    read.setInputs(toStruct(INPUTS));
    const found = await ask<wire.ReadResponse>((done) => client.read(read, done));
    assert.deepEqual(fromStruct(found.getProperties()), fromStruct(created.getProperties()));

    const diff = new wire.DiffRequest();
    diff.setUrn(URN);
    diff.setOldInputs(toStruct(INPUTS));
    diff.setNews(toStruct({ ...INPUTS, vaultName: "other", tags: { a: "b" } }));
    const difference = await ask<wire.DiffResponse>((done) => client.diff(diff, done));
    assert.deepEqual([difference.getReplacesList(), difference.getDeletebeforereplace()], [["vaultName"], true]);
    assert.equal(difference.getHasdetaileddiff(), true);
    const kindOf = (property: string): wire.PropertyDiff.Kind | undefined =>
      difference.getDetaileddiffMap().get(property)?.getKind();
    assert.deepEqual(
      [kindOf("vaultName"), kindOf("tags")],
      [wire.PropertyDiff.Kind.UPDATE_REPLACE, wire.PropertyDiff.Kind.ADD],
    );

    const update = new wire.UpdateRequest();
    update.setUrn(URN);
    update.setId(created.getId());
    update.setOlds(created.getProperties());
    update.setNews(toStruct({ ...INPUTS, tags: { a: "b" } }));
    const updated = await ask<wire.UpdateResponse>((done) => client.update(update, done));
    assert.deepEqual(fromStruct(updated.getProperties()).tags, { a: "b" });

    const remove = new wire.DeleteRequest();
    remove.setUrn(URN);
    remove.setId(created.getId());
    await ask<Empty>((done) => client.delete(remove, done));
  });

  it("answers who deploys, and refuses other functions by name", async () => {
    const invoke = new wire.InvokeRequest();
    invoke.setTok("azure-native:authorization:getClientConfig");
    const answered = await ask<wire.InvokeResponse>((done) => served.client.invoke(invoke, done));
    assert.equal(fromStruct(answered.getReturn()).subscriptionId, "s");
    invoke.setTok("azure-native:keyvault:getVault");
    await assert.rejects(
      ask<wire.InvokeResponse>((done) => served.client.invoke(invoke, done)),
      /azure-native:keyvault:getVault asks Azure/,
    );
  });

  it("takes the parameters of a package by value", async () => {
    const value = new wire.ParameterizeRequest.ParametersValue();
    value.setName("azure-native_apimanagement_v20250901preview");
    value.setVersion("3.28.0");
    const request = new wire.ParameterizeRequest();
    request.setValue(value);
    const response = await ask<wire.ParameterizeResponse>((done) => served.client.parameterize(request, done));
    assert.equal(response.getName(), "azure-native_apimanagement_v20250901preview");
  });

  it("serves azuread, which takes secrets", async () => {
    const azuread = await start("azuread");
    try {
      const request = new wire.ConfigureRequest();
      request.setArgs(toStruct({ tenantId: "t" }));
      const response = await ask<wire.ConfigureResponse>((done) => azuread.client.configure(request, done));
      assert.equal(response.getAcceptsecrets(), true);
    } finally {
      azuread.client.close();
      azuread.process.kill();
    }
  });
});
