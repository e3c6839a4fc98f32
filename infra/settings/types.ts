/**
 * The settings of one environment, as the rest of the program sees them: read once from the stack file, checked, frozen.
 * After `readSettings()` no code reads configuration.
 */

import type { Lock } from "../../locks";

/** How sensitive what a server handles is; each class demands controls (control MCP10-1). */
export type DataClass = "public" | "internal" | "confidential" | "restricted";

/** Revisions of the Model Context Protocol. Up to 2025-11-25 it has sessions; 2026-07-28 is stateless. */
export type ProtocolRevision = "2025-03-26" | "2025-06-18" | "2025-11-25" | "2026-07-28";

/** Everything that one stack file says. */
export interface Settings {
  /** The Pulumi project's name: part of every name and of every application's identifier URI. */
  readonly project: string;
  /** The stack's name. */
  readonly stack: string;
  /** Where it is deployed; read from the providers' own keys (`azure-native:tenantId`, ...), so there is one truth. */
  readonly azure: AzureSettings;
  /** What the environment is for; stands in the tag `environment`, by which rules know how strict to be. No default. */
  readonly environment: "dev" | "staging" | "prod";
  /**
   * Which row of `infra/sizes.ts` applies: tiers, zones, replicas, retention. Default: as the environment, `staging` being
   * `standard`. Chosen once: Azure fixes zones and a vault's retention at creation, and refuses another size of a live stack.
   */
  readonly size: "dev" | "standard" | "prod";
  /** First deployments have two stages (Azure refuses to create a closed gateway). Default `serving`. */
  readonly stage: "foundation" | "serving";
  /**
   * Counted up for another deployment after the stack was destroyed: vault, workspace and resource group stay behind, and
   * services hold deleted names. Gives new names to the group and to what the world must tell apart. 1 to 99, default 1.
   */
  readonly generation: number;
  /** Mail address of the team that answers for the platform; also the API Management publisher's. No default. */
  readonly owner: string;
  readonly network: NetworkSettings;
  /** What answers the internet: the gateway itself (`none`, never in prod) or Front Door with a WAF. No default. */
  readonly edge: "none" | "frontDoor";
  /**
   * Host name under which clients reach the servers, for example `mcp.example.com`: metadata and challenges are built from
   * it. Required with `edge: frontDoor`; not allowed with `edge: none`, where the gateway's own name serves.
   */
  readonly domain: string | undefined;
  /** Where Content Safety runs: not every region has it. Default: the stack's location. */
  readonly safety: { readonly location: string };
  /**
   * Whether the gateway serves authorization-server metadata of its own (Entra's endpoints, with the
   * `code_challenge_methods_supported` that Entra's leaves out and strict clients demand). Default false.
   */
  readonly authorizationServerMetadata: boolean;
  /**
   * Day on which the key of sessions was last rotated, `YYYY-MM-DD`: another day makes a new key. Its version expires a
   * year later. Default none: the key stays as it was made, and does not expire.
   */
  readonly sessionKeyRotation: string | undefined;
  /** One entry for each MCP server, in the order of the file. May be empty only in stage `foundation`. */
  readonly servers: readonly ServerSettings[];
}

/** Where a stack is deployed. Ids are in lower case. */
export interface AzureSettings {
  /** Directory (tenant) id, a GUID. */
  readonly tenantId: string;
  /** Subscription id, a GUID. */
  readonly subscriptionId: string;
  /** Azure region in its short form, for example `swedencentral`. */
  readonly location: string;
}

/** The virtual network. */
export interface NetworkSettings {
  /**
   * IPv4 range of the virtual network in CIDR form, /16 to /23, private (RFC 1918), apart from what Container Apps keeps for
   * itself (172.30.0.0/16, 172.31.0.0/16). No default.
   */
  readonly addressSpace: string;
}

/** One MCP server: what a user of the blueprint thinks in. */
export interface ServerSettings {
  /**
   * 3 to 20 characters, lower-case letters, digits and single hyphens, starting with a letter. Unique in the stack, and none
   * that the platform uses itself (`gateway`, `pull`, `catch-all`, `...-metadata`, `...-metadata-at-server`, `...-backend`).
   */
  readonly name: string;
  /** What people call it: 1 to 50 characters (API Center takes no more). Default: the name. */
  readonly title: string;
  /** Mail address of the team that answers for the server, at most 100 characters. */
  readonly owner: string;
  /** Mail address or group that approved it for hosting, 1 to 100 characters; in the register and in tags (control MCP09-2). */
  readonly approvedBy: string;
  /** Day by which the approval must be renewed, `YYYY-MM-DD`, quoted in the stack file. */
  readonly reviewDate: string;
  /** How sensitive what it handles is. No default. */
  readonly dataClass: DataClass;
  /** The container image in the environment's own registry, by digest: `repository@sha256:<64 hex>`. No tag, no host. */
  readonly image: { readonly repository: string; readonly digest: string };
  /** TCP port on which the container listens. 1 to 65535, default 8080. */
  readonly port: number;
  /** Revisions that the server speaks, all of one era (session or stateless), newest first in whatever order the file has them. */
  readonly protocols: readonly [ProtocolRevision, ...ProtocolRevision[]];
  /** Whose token reaches the server: the gateway's identity, or the user's exchanged on-behalf-of. Default `gateway`. */
  readonly identity: "gateway" | "user";
  /** Whether answers are read and inspected; `streamed` only for public or internal data. Default `inspected`. */
  readonly results: "inspected" | "streamed";
  /**
   * Whether the server mints session ids. Default: true where it speaks a revision of the session era. With true every
   * request after `initialize` must carry its id; never true in the stateless era.
   */
  readonly sessions: boolean;
  /**
   * How answers of tools are marked as untrusted (control MCP06-3): `metadata` sets a member of `_meta`, `delimited` also
   * puts delimiters, which differ from answer to answer, around every text. Default `metadata`: programs that read a
   * text as data go on working.
   */
  readonly marking: "metadata" | "delimited";
  /** Tools, prompts and templates of the lock that nobody may see or call. Default none. */
  readonly disabled: readonly string[];
  /** A policy of the customer's own (file names in `stacks/policies/`), at one place inbound and one outbound. */
  readonly customPolicy: { readonly inbound: string | undefined; readonly outbound: string | undefined };
  /**
   * What those files hold inside their root, `<fragment>`: XML, held to the elements that a customer's policy may have,
   * between two steps (`customer-policy`) by which rules find it.
   */
  readonly customPolicyXml: { readonly inbound: string | undefined; readonly outbound: string | undefined };
  /** The approved definitions: `stacks/tools/<name>.lock.json`, beside the stack files. */
  readonly lock: Lock;
  /** Delegated scopes, each with what it opens; a tool in no scope cannot be called. At least one. */
  readonly scopes: readonly [ScopeSettings, ...ScopeSettings[]];
  /** Clients that may ask for tokens. At least one: an empty list would restrict nothing. */
  readonly clients: readonly [ClientSettings, ...ClientSettings[]];
  /** Object ids of the Entra groups whose members are assigned. At least one: unassigned users get no token. */
  readonly groups: readonly [string, ...string[]];
  /** Web origins that may call from a browser, exact, `https://host`. Default none. */
  readonly origins: readonly string[];
  /** Names that the server may reach on the internet: exact FQDNs, no wildcard, no address. Default none. */
  readonly egress: readonly string[];
  /** What the server itself may use behind it. Default nothing. */
  readonly downstream: readonly DownstreamPermission[];
}

/** One delegated scope: what a user consents to. */
export interface ScopeSettings {
  /** Lower-case words joined by dots, `trails.read`, at most 120 characters; not an omnibus name such as `all`, `full_access`, `user_impersonation`. */
  readonly name: string;
  /** What a person reads when asked to consent: 1 to 200 characters. */
  readonly description: string;
  /**
   * Whether the scope is asked for only when it is needed, and never pre-authorised for a client: required for tools that
   * are annotated as destructive (control MCP06-5). Never the first scope. Default false.
   */
  readonly elevated: boolean;
  /** Names of the tools that it opens, 1 to 128 characters each; a tool stands in exactly one scope. */
  readonly tools: readonly string[];
  /** Names of the prompts that it opens; a prompt stands in exactly one scope. Default none. */
  readonly prompts: readonly string[];
  /**
   * Resources that it opens: exact URIs, or templates in which `{name}` stands for one or more characters other than `/`.
   * Default none.
   */
  readonly resources: readonly string[];
  /** Methods that need this scope in place of the first one, such as `logging/setLevel`. Default none. */
  readonly methods: readonly string[];
}

/** One program that users call the server with. */
export interface ClientSettings {
  /** What people call the client: 1 to 60 characters. */
  readonly name: string;
  /** Its application (client) id, a GUID. */
  readonly id: string;
}

/** An Azure role of the server's managed identity, or a delegated permission that it may exchange the user's token for. */
export type DownstreamPermission = AzureRolePermission | DelegatedPermission;

/** A role that the server's managed identity holds on something behind it. */
export interface AzureRolePermission {
  readonly kind: "azureRole";
  /** Name of a built-in role, from the table `infra/identity/roles.json`: none that can grant roles or read keys. */
  readonly role: string;
  /** ARM id of ONE resource (not a group or a subscription). */
  readonly scope: string;
}

/** A permission of another API that the user's token is exchanged for; only with `identity: user`. */
export interface DelegatedPermission {
  readonly kind: "delegated";
  /** Application (client) id of the API, a GUID. */
  readonly api: string;
  /** The permission's name, for people, such as `Calendars.Read`. */
  readonly permission: string;
  /** The permission's id in that API, a GUID. */
  readonly id: string;
}
