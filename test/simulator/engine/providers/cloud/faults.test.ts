import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import type { Fault } from "../../../../../simulator/engine/providers/cloud/faults";
import { CLOUD_VARIABLE, openCloud } from "../../../../../simulator/engine/providers/cloud/open";
import { ask, toStruct } from "../../../../../simulator/engine/wire";
import { subject, vault } from "./fixture";

const MAIN = path.join(__dirname, "../../../../../simulator/engine/providers/azure-native.main.ts");
const { urn } = subject("keyvault:Vault", "vault");
const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-one";

describe("stand-in providers over gRPC with a cloud", () => {
  let folder: string;
  let provider: ChildProcess;
  let client: ResourceProviderClient;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "bulwark-cloud-"));
    provider = spawn(process.execPath, ["--require", "ts-node/register/transpile-only", MAIN], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, [CLOUD_VARIABLE]: folder },
    });
    assert.ok(provider.stdout);
    const [port] = (await once(createInterface({ input: provider.stdout }), "line")) as [string];
    client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const configure = new wire.ConfigureRequest();
    configure.setArgs(toStruct({ subscriptionId: "s", tenantId: "t" }));
    await ask<wire.ConfigureResponse>((done) => client.configure(configure, done));
  });
  afterEach(() => {
    client.close();
    provider.kill();
    rmSync(folder, { recursive: true });
  });

  const create = async (): Promise<string> => {
    const request = new wire.CreateRequest();
    request.setUrn(urn);
    request.setProperties(toStruct({ resourceGroupName: "rg", ...vault() }));
    return (await ask<wire.CreateResponse>((done) => client.create(request, done))).getId();
  };
  const read = async (): Promise<string> => {
    const request = new wire.ReadRequest();
    request.setUrn(urn);
    request.setId(ID);
    // As in a state: what a program only refers to is taken to be there.
    request.setProperties(toStruct({ name: "kv-one" }));
    return (await ask<wire.ReadResponse>((done) => client.read(request, done))).getId();
  };
  const plan = (...faults: Partial<Fault>[]): void => {
    const whole = faults.map((fault) => ({ urn: "::vault$", operation: "create", effect: "error", ...fault }));
    writeFileSync(path.join(folder, "faults.json"), JSON.stringify(whole));
  };
  const isThere = (): boolean => openCloud(folder).live.read(ID) !== undefined;

  it("makes, finds and deletes; what is gone has no id", async () => {
    assert.equal(await create(), ID);
    assert.equal(await read(), ID);
    await assert.rejects(create(), /cannot create already existing resource/);
    const remove = new wire.DeleteRequest();
    remove.setUrn(urn);
    remove.setId(ID);
    await ask<Empty>((done) => client.delete(remove, done));
    assert.deepEqual([await read(), isThere()], ["", false]);
  });

  it("fails where faults.json says, there only, and not once it is gone", async () => {
    plan({ urn: "::another$" }, { operation: "delete" });
    assert.equal(await create(), ID);
    rmSync(openCloud(folder).live.file(ID));
    plan({});
    await assert.rejects(create(), /create of urn:pulumi:.*::vault fails: faults\.json says so/);
    assert.equal(isThere(), false);
    rmSync(path.join(folder, "faults.json"));
    assert.equal(await create(), ID);
  });

  it("can fail after the cloud has done what was asked", async () => {
    plan({ when: "after" });
    await assert.rejects(create());
    assert.equal(isThere(), true);
  });

  it("dies where faults.json says", async () => {
    plan({ effect: "die" });
    const exit = once(provider, "exit");
    await assert.rejects(create());
    assert.deepEqual(await exit, [null, "SIGKILL"]);
  });

  it("hangs until the CLI cancels", async () => {
    plan({ effect: "hang" });
    let answered = false;
    const hanging = assert.rejects(
      create().finally(() => {
        answered = true;
      }),
      /cancelled/,
    );
    // Another request is answered meanwhile.
    assert.equal(await read(), "");
    assert.equal(answered, false);
    await ask<Empty>((done) => client.cancel(new Empty(), done));
    await hanging;
  });
});
