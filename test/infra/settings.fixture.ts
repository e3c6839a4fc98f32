import type { ServerSettings, Settings } from "../../infra/settings/types";
import { lockOf } from "../locks.fixture";

const scopes: ServerSettings["scopes"] = [
  {
    name: "trails.read",
    description: "Read trails",
    elevated: false,
    tools: ["find_trails"],
    prompts: [],
    resources: [],
    methods: [],
  },
];
const digest = `sha256:${"a".repeat(64)}`;

const server: ServerSettings = {
  name: "trails",
  title: "Trail finder",
  owner: "trails@example.com",
  approvedBy: "security@example.com",
  reviewDate: "2027-03-31",
  dataClass: "internal",
  image: { repository: "mcp/trails", digest },
  port: 8080,
  protocols: ["2025-11-25"],
  identity: "gateway",
  results: "inspected",
  sessions: true,
  marking: "metadata",
  disabled: [],
  customPolicy: { inbound: undefined, outbound: undefined },
  customPolicyXml: { inbound: undefined, outbound: undefined },
  lock: lockOf({ server: "trails", image: digest, tools: ["find_trails"] }),
  scopes,
  clients: [{ name: "Visual Studio Code", id: "aebc6443-996d-45c2-90f0-388ff96faa56" }],
  groups: ["44444444-4444-4444-8444-444444444444"],
  origins: [],
  egress: [],
  downstream: [],
};

/** Settings as the program would read them, with some of them changed. */
export function settingsWith(overrides: Partial<Settings>): Settings {
  return {
    project: "bulwark",
    stack: "dev",
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
    servers: [server],
    ...overrides,
  };
}

/** One server of {@link settingsWith}, with some of it changed; its lock approves what its scopes name. */
export function serverWith(overrides: Partial<ServerSettings>): ServerSettings {
  const changed = { ...server, ...overrides };
  return { ...changed, lock: overrides.lock ?? lockFor(changed) };
}

/** A lock of the server's image that approves exactly what its scopes name. */
export function lockFor(
  of: Pick<ServerSettings, "name" | "image" | "protocols" | "scopes">,
  destructive: readonly string[] = [],
): ServerSettings["lock"] {
  return lockOf({
    server: of.name,
    image: of.image.digest,
    protocol: of.protocols[0],
    tools: of.scopes.flatMap(({ tools }) => tools),
    destructive,
    prompts: of.scopes.flatMap(({ prompts }) => prompts),
    templates: of.scopes.flatMap(({ resources }) => resources).filter((uri) => uri.includes("{")),
  });
}
