import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";

/** Switches of public access, by class; vault, registry, Content Safety, environment and gateway have rules of their own. */
const SWITCHES: readonly { readonly type: string; readonly path: string; readonly closed: string | boolean }[] = [
  { type: "azure-native:storage:StorageAccount", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:storage:StorageAccount", path: "allowBlobPublicAccess", closed: false },
  { type: "azure-native:eventhub:Namespace", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:servicebus:Namespace", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:eventgrid:Topic", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:appconfiguration:ConfigurationStore", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:cosmosdb:DatabaseAccount", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:search:Service", path: "publicNetworkAccess", closed: "Disabled" },
  { type: "azure-native:web:WebApp", path: "publicNetworkAccess", closed: "Disabled" },
];

export const rule: Rule = {
  name: "mcp07-no-public-network-access",
  control: "MCP07-5",
  title: "Services behind the servers have no public address",
  why: "Data that a server guards can be reached around it with one leaked credential.",
  severity: "high",
  remedy: "Turn public network access off explicitly and add a private endpoint.",
  resource: {
    types: SWITCHES.map(({ type }) => type),
    judge: (place) => {
      for (const { path, closed } of SWITCHES.filter(({ type }) => type === place.type)) {
        place.at(path).must(is(closed), `write ${String(closed)}`);
      }
    },
  },
};
