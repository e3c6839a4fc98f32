import { z } from "zod";
import { addressSpace, destination, domain, origin } from "./fields/network";
import { guid, permission, region, resourceId, role } from "./fields/azure";
import { choice, closedMap, flag, list, optionalList } from "./fields/field";
import {
  image,
  lockedName,
  methodName,
  policyFile,
  port,
  promptName,
  resourceUri,
  scopeName,
  serverName,
  toolName,
} from "./fields/server";
import {
  dataClass,
  day,
  edge,
  environment,
  flagText,
  generation,
  identity,
  mail,
  marking,
  readable,
  results,
  size,
  stage,
} from "./fields/texts";
import { REVISIONS } from "./protocols";

/** A role of the server's identity, or a delegated permission: the checks see that it is exactly one of the two. */
const downstream = closedMap(
  {
    role: role.optional(),
    scope: resourceId.optional(),
    api: guid("API's application (client) id").optional(),
    permission: permission.optional(),
    id: guid("permission's id").optional(),
  },
  "role and scope, or of api, permission and id",
);

const scope = closedMap(
  {
    name: scopeName,
    description: readable(200, "Find hiking trails and read their details"),
    elevated: flag().optional(),
    tools: optionalList(toolName, "a list of tool names"),
    prompts: optionalList(promptName, "a list of prompt names"),
    resources: optionalList(resourceUri, "a list of URIs and templates"),
    methods: optionalList(methodName, "a list of methods"),
  },
  "name, description and what the scope opens (tools, prompts, resources, methods)",
);

const client = closedMap(
  { name: readable(60, "Visual Studio Code"), id: guid("client's application (client) id") },
  "name and id",
);

const server = closedMap(
  {
    name: serverName,
    title: readable(50, "Trail finder").optional(),
    owner: mail,
    approvedBy: readable(100, "security@example.com"),
    reviewDate: day,
    dataClass,
    image,
    port: port.optional(),
    protocols: list(choice(REVISIONS), "a list of protocol revisions, each in quotes", "a server speaks at least one"),
    identity: identity.optional(),
    results: results.optional(),
    sessions: flag().optional(),
    marking: marking.optional(),
    disabled: optionalList(lockedName, "a list of tools, prompts and templates"),
    customPolicy: closedMap(
      { inbound: policyFile.optional(), outbound: policyFile.optional() },
      "inbound, outbound or both, each the name of a file in policies/",
      "{ inbound: trails-inbound.xml }",
    ).optional(),
    scopes: list(
      scope,
      "a list of scopes, each with name, description and what it opens",
      "a tool in no scope cannot be called",
    ),
    clients: list(client, "a list of clients, each with name and id", "an empty list would restrict nothing"),
    groups: list(guid("group's object id"), "a list of Entra groups' object ids", "unassigned users get no token"),
    origins: optionalList(origin, "a list of web origins"),
    egress: optionalList(destination, "a list of host names"),
    downstream: optionalList(downstream, "a list of roles and delegated permissions"),
  },
  "one MCP server's settings (name, owner, image, scopes, ...)",
);

/** Everything that the program reads from one stack file, by full key. */
export const stackSchema = closedMap(
  {
    "azure-native:tenantId": guid("directory (tenant) id"),
    "azure-native:subscriptionId": guid("subscription id"),
    "azure-native:location": region,
    "azuread:tenantId": guid("directory (tenant) id, the same as azure-native:tenantId"),
    "bulwark:environment": environment,
    "bulwark:size": size.optional(),
    "bulwark:stage": stage.optional(),
    "bulwark:generation": generation.optional(),
    "bulwark:owner": mail,
    "bulwark:edge": edge,
    "bulwark:domain": domain.optional(),
    "bulwark:network": closedMap({ addressSpace }, "addressSpace", "{ addressSpace: 10.40.0.0/20 }"),
    "bulwark:safety": closedMap({ location: region }, "location", "{ location: westeurope }").optional(),
    "bulwark:authorizationServerMetadata": flagText.optional(),
    "bulwark:sessionKeyRotation": day.optional(),
    "bulwark:servers": optionalList(server, "a list of MCP servers"),
  },
  "settings",
);

/** The values of a stack file that are right each by itself, as they stand in it. */
export type StackValues = z.input<typeof stackSchema>;

/** Some of them: what is left when the wrong ones are taken out. */
export type Draft = Partially<StackValues>;

type Partially<Value> = Value extends readonly (infer Item)[]
  ? (Partially<Item> | undefined)[]
  : Value extends object
    ? { [Key in keyof Value]?: Partially<Value[Key]> }
    : Value;

/** One server of a {@link Draft}. */
export type ServerDraft = Partially<z.input<typeof server>>;

/** The keys that a map of the schema has; none when there is no map at that path. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  let at: unknown = stackSchema;
  for (const step of path) {
    at = child(bare(at), step);
  }
  const map = bare(at);
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

function child(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) {
    return new Map<PropertyKey, unknown>(Object.entries(schema.shape)).get(step);
  }
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}
