/** A small cloud in a folder of its own, and a provider that works in it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { azureNative } from "../../../../../simulator/engine/providers/azure-native";
import { azuread } from "../../../../../simulator/engine/providers/azuread";
import type { Cloud, Resident } from "../../../../../simulator/engine/providers/cloud/cloud";
import { openCloud } from "../../../../../simulator/engine/providers/cloud/open";
import type { Live, Provider, Subject } from "../../../../../simulator/engine/providers/provider";
import type { Properties } from "../../../../../simulator/engine/values";

export const SUBSCRIPTION = "22222222-2222-4222-8222-222222222222";
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;

export class Sky {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "bulwark-cloud-"));
  readonly cloud: Cloud = openCloud(this.folder);
  readonly arm: Provider = azureNative.configure(
    { subscriptionId: SUBSCRIPTION, location: "swedencentral" },
    this.cloud,
  );
  readonly entra: Provider = azuread.configure({ tenantId: "t" }, this.cloud);

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** Makes a resource of azure-native, in the group unless the inputs name another place. */
  make(token: string, inputs: Properties, name = "x"): Live {
    return this.arm.create(subject(token, name), placed(inputs), false);
  }

  /** Makes the resource group that most others are in. */
  makeGroup(): Live {
    return this.make("resources:ResourceGroup", { resourceGroupName: "rg", location: "swedencentral" });
  }

  /** Changes what is in the cloud behind the program's back. */
  edit(id: string, change: (properties: Properties) => Properties): void {
    const file = this.cloud.live.file(id);
    const resident = JSON.parse(readFileSync(file, "utf8")) as Resident;
    writeFileSync(file, JSON.stringify({ ...resident, properties: change(resident.properties) }));
  }

  has(id: string): boolean {
    return this.cloud.live.read(id) !== undefined;
  }
}

/** What a resource is called; tokens of azure-native are given without the package. */
export function subject(token: string, name = "x"): Subject {
  const type = token.startsWith("azuread:") ? token : `azure-native:${token}`;
  return { type, name, urn: `urn:pulumi:dev::p::${type}::${name}` };
}

export function placed(inputs: Properties): Properties {
  return "scope" in inputs || "resourceUri" in inputs ? inputs : { resourceGroupName: "rg", ...inputs };
}

/** A vault as the product makes it. */
export function vault(change: Properties = {}, settings: Properties = {}): Properties {
  return {
    vaultName: "kv-one",
    location: "swedencentral",
    properties: { tenantId: "t", sku: { family: "A", name: "standard" }, enablePurgeProtection: true, ...settings },
    ...change,
  };
}

/** An API Management service. */
export function gateway(publicNetworkAccess: "Enabled" | "Disabled"): Properties {
  return {
    ...{ serviceName: "apim", location: "swedencentral", publisherEmail: "a@example.com", publisherName: "a" },
    ...{ sku: { name: "StandardV2", capacity: 1 }, publicNetworkAccess },
  };
}
