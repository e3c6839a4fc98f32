import type { z } from "zod";
import { placed, type Section } from "./customer-policy/elements";
import { imageParts } from "./fields/server";
import type { StackFiles } from "./files";
import { ERAS, REVISIONS } from "./protocols";
import type { stackSchema } from "./schema";
import type { DownstreamPermission, ProtocolRevision, ScopeSettings, ServerSettings, Settings } from "./types";

type Values = z.output<typeof stackSchema>;
type ServerValues = NonNullable<Values["bulwark:servers"]>[number];

/** What a stack is when its file does not say how large. */
const SIZE_OF = { dev: "dev", staging: "standard", prod: "prod" } as const;

/**
 * Values that passed every check, as the program wants them: defaults filled in, ids in lower case, the image in its two
 * parts. The result is frozen all the way down.
 */
export function build(values: Values, project: string, stack: string, files: StackFiles): Settings {
  const environment = values["bulwark:environment"];
  const location = values["azure-native:location"];
  return frozen({
    project,
    stack,
    azure: {
      tenantId: values["azure-native:tenantId"].toLowerCase(),
      subscriptionId: values["azure-native:subscriptionId"].toLowerCase(),
      location,
    },
    environment,
    size: values["bulwark:size"] ?? SIZE_OF[environment],
    stage: values["bulwark:stage"] ?? "serving",
    generation: Number(values["bulwark:generation"] ?? "1"),
    owner: values["bulwark:owner"],
    network: { addressSpace: values["bulwark:network"].addressSpace },
    edge: values["bulwark:edge"],
    domain: values["bulwark:domain"],
    safety: { location: values["bulwark:safety"]?.location ?? location },
    authorizationServerMetadata: values["bulwark:authorizationServerMetadata"] === "true",
    sessionKeyRotation: values["bulwark:sessionKeyRotation"],
    servers: (values["bulwark:servers"] ?? []).map((server) => serverOf(server, files)),
  });
}

function serverOf(values: ServerValues, files: StackFiles): ServerSettings {
  const { inbound, outbound } = values.customPolicy ?? {};
  return {
    name: values.name,
    title: values.title ?? values.name,
    owner: values.owner,
    approvedBy: values.approvedBy,
    reviewDate: values.reviewDate,
    dataClass: values.dataClass,
    image: imageParts(values.image),
    port: values.port ?? 8080,
    protocols: atLeastOne(newestFirst(values.protocols)),
    identity: values.identity ?? "gateway",
    results: values.results ?? "inspected",
    sessions: values.sessions ?? values.protocols.some((revision) => ERAS[revision] === "session"),
    marking: values.marking ?? "metadata",
    disabled: values.disabled ?? [],
    customPolicy: { inbound, outbound },
    customPolicyXml: {
      inbound: policyOf(inbound, "inbound", files),
      outbound: policyOf(outbound, "outbound", files),
    },
    lock: lockOf(values.name, files),
    scopes: atLeastOne(
      values.scopes.map((scope): ScopeSettings => ({
        name: scope.name,
        description: scope.description,
        elevated: scope.elevated ?? false,
        tools: scope.tools ?? [],
        prompts: scope.prompts ?? [],
        resources: scope.resources ?? [],
        methods: scope.methods ?? [],
      })),
    ),
    clients: atLeastOne(values.clients.map(({ name, id }) => ({ name, id: id.toLowerCase() }))),
    groups: atLeastOne(values.groups.map((id) => id.toLowerCase())),
    origins: values.origins ?? [],
    egress: values.egress ?? [],
    downstream: (values.downstream ?? []).flatMap(permissionOf),
  };
}

function policyOf(file: string | undefined, section: Section, files: StackFiles): string | undefined {
  const policy = file === undefined ? undefined : files.policy(file, section);
  return policy === undefined ? undefined : placed(policy.inner, section);
}

/** The checks refuse a missing and a damaged lock; its type does not say so. */
function lockOf(server: string, files: StackFiles): ServerSettings["lock"] {
  const found = files.lock(server);
  if (found.kind !== "lock") {
    throw new RangeError(`the lock of ${server}, which the checks hold to be there, is ${found.kind}`);
  }
  return found.lock;
}

function newestFirst(protocols: readonly ProtocolRevision[]): ProtocolRevision[] {
  return REVISIONS.filter((revision) => protocols.includes(revision));
}

function permissionOf({
  role,
  scope,
  api,
  permission,
  id,
}: NonNullable<ServerValues["downstream"]>[number]): DownstreamPermission[] {
  if (role !== undefined && scope !== undefined) {
    return [{ kind: "azureRole", role, scope }];
  }
  if (api !== undefined && permission !== undefined && id !== undefined) {
    return [{ kind: "delegated", api: api.toLowerCase(), permission, id: id.toLowerCase() }];
  }
  return [];
}

/** The schema refuses an empty list; its type does not say so. */
function atLeastOne<Item>(list: readonly Item[]): readonly [Item, ...Item[]] {
  const [first, ...rest] = list;
  if (first === undefined) {
    throw new RangeError("a list that the schema holds to at least one item is empty");
  }
  return [first, ...rest];
}

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
