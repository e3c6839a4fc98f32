import type { ServerSettings } from "../settings/types";
import { serverApiNames } from "./apis";

export interface ApprovedArgs {
  readonly server: ServerSettings;
  /** `https://host` under which clients reach the servers. */
  readonly baseUrl: string;
  /** Identifier URI of the application that clients ask tokens for. */
  readonly audienceUri: string;
}

/** What a caller may ask one server for, and what that server may show: the data that its policy decides by. */
export type Approved = Readonly<Record<string, unknown>>;

/**
 * The one value of a server's policy that differs from server to server (decision 13): what the settings and the lock
 * approve. What stands in no scope, or is disabled, is left out: deny by default.
 */
export function approved({ server, baseUrl, audienceUri }: ApprovedArgs): Approved {
  const names = serverApiNames(server);
  const { lock } = server;
  const isOff = (name: string): boolean => server.disabled.includes(name);
  const tools = scopeOf(server, "tools");
  const prompts = scopeOf(server, "prompts");
  return {
    server: server.name,
    path: names.path,
    sessions: server.sessions,
    protocols: server.protocols,
    results: server.results,
    identity: server.identity,
    dataClass: server.dataClass,
    marking: server.marking,
    audienceUri,
    scopes: server.scopes.map((scope) => scope.name),
    elevated: server.scopes.filter((scope) => scope.elevated).map((scope) => scope.name),
    metadata: `${baseUrl}/${names.metadata[0].path}`,
    clients: server.clients.map((client) => client.id),
    origins: server.origins,
    methods: Object.fromEntries(scopeOf(server, "methods")),
    tools: Object.fromEntries(
      lock.tools.flatMap(({ name, pin, schema, definition }) => {
        const scope = tools.get(name);
        return scope === undefined || isOff(name)
          ? []
          : [[name, { scope, pin, destructive: isDestructive(definition.annotations), schema }]];
      }),
    ),
    prompts: Object.fromEntries(
      lock.prompts.flatMap(({ name, pin }) => {
        const scope = prompts.get(name);
        return scope === undefined || isOff(name) ? [] : [[name, { scope, pin }]];
      }),
    ),
    resources: server.scopes.flatMap((scope) =>
      scope.resources.filter((uri) => !isOff(uri)).map((uri) => ({ uri, scope: scope.name, ...matching(uri) })),
    ),
    resourceTemplates: Object.fromEntries(
      lock.resourceTemplates
        .filter(({ uriTemplate }) => !isOff(uriTemplate))
        .map(({ uriTemplate, pin }) => [uriTemplate, pin]),
    ),
    disabled: server.disabled,
    instructions: lock.instructions?.pin ?? null,
    lock: {
      image: lock.image,
      version: lock.version,
      date: lock.date,
      scanner: lock.scan.scanner,
      verdict: lock.scan.verdict,
    },
  };
}

/** Name of the scope that opens each tool, prompt or method; settings have refused what stands in two. */
function scopeOf(server: ServerSettings, what: "tools" | "prompts" | "methods"): ReadonlyMap<string, string> {
  return new Map(server.scopes.flatMap((scope) => scope[what].map((name) => [name, scope.name] as const)));
}

const VARIABLE = /\{[^{}]*\}/;

/**
 * For a template the .NET pattern that its URIs match: `{name}` stands for one or more characters other than `/`, everything
 * else for itself. API Management's list of types has no `Regex.Escape`, so the pattern is made here.
 */
function matching(uri: string): { readonly match?: string } {
  if (!VARIABLE.test(uri)) return {};
  const literals = uri.split(VARIABLE).map((literal) => literal.replace(/[^A-Za-z0-9/:_-]/g, escaped));
  return { match: `^${literals.join("[^/]+")}\\z` };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isDestructive(annotations: unknown): boolean {
  return (
    typeof annotations === "object" &&
    annotations !== null &&
    "destructiveHint" in annotations &&
    annotations.destructiveHint === true
  );
}
