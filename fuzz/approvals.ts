/** What a plan approves for each server: what the fuzz builds its messages from, and holds what reached a server against. */
import { parseXml, XmlElement, type XmlNode } from "@rgrove/parse-xml";
import type { CompiledSchema } from "../locks";
import type { Plan } from "../plan/format";
import { normalizeType } from "../plan/type-token";

/** One server's approvals, as its policy holds them; members that the fuzz does not use are left out. */
export interface Approvals {
  readonly server: string;
  readonly results: "inspected" | "streamed";
  readonly protocols: readonly string[];
  /** Short names; the first is what everything needs that names nothing. */
  readonly scopes: readonly string[];
  /** Scopes of methods that need another than the first. */
  readonly methods: Readonly<Record<string, string>>;
  readonly tools: Readonly<Record<string, { readonly scope: string; readonly schema: CompiledSchema }>>;
  readonly prompts: Readonly<Record<string, { readonly scope: string }>>;
  /** Exact URIs and templates, in which `{name}` stands for one or more characters but a slash. */
  readonly resources: readonly { readonly uri: string; readonly scope: string }[];
}

/**
 * Reads the approvals out of the policies of a plan.
 *
 * @returns by the server's name
 * @throws Error where no policy of the plan holds any: a fuzz of nothing would find nothing
 */
export function approvalsOf(plan: Plan): ReadonlyMap<string, Approvals> {
  const found = plan.deployment.resources
    .filter(({ type }) => normalizeType(type) === "azure-native:apimanagement:ApiPolicy")
    .flatMap(({ inputs }) => (typeof inputs?.value === "string" ? approvedText(parseXml(inputs.value).children) : []))
    .map((text) => JSON.parse(text) as Approvals);
  if (found.length === 0) {
    throw new Error('no API\'s policy sets the variable "approved-text": give the plan of a stack that has servers');
  }
  return new Map(found.map((approvals) => [approvals.server, approvals]));
}

/**
 * The scope that a message to a server needs, told from the message alone.
 *
 * @param message what a JSON reader makes of a body; undefined for a request without one
 * @returns short name; undefined where nothing opens it
 */
export function scopeNeeded(approvals: Approvals, message: unknown): string | undefined {
  const [base] = approvals.scopes;
  const { method, params } = membersOf(message);
  const { name, uri, ref } = membersOf(params);
  const reference = membersOf(ref);
  switch (method) {
    case "tools/call":
      return ownScope(approvals.tools, name);
    case "prompts/get":
      return ownScope(approvals.prompts, name);
    case "resources/read":
    case "resources/subscribe":
    case "resources/unsubscribe":
      return resourceScope(approvals, uri, false);
    case "completion/complete":
      return reference.type === "ref/prompt"
        ? ownScope(approvals.prompts, reference.name)
        : resourceScope(approvals, reference.uri, true);
    default:
      return typeof method === "string" && Object.hasOwn(approvals.methods, method) ? approvals.methods[method] : base;
  }
}

/** The members of an object; none where it is no object. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function ownScope(entries: Readonly<Record<string, { readonly scope: string }>>, name: unknown): string | undefined {
  return typeof name === "string" && Object.hasOwn(entries, name) ? entries[name]?.scope : undefined;
}

/** @param orTemplate whether a template's own text opens it: a completion names the template */
function resourceScope({ resources }: Approvals, uri: unknown, orTemplate: boolean): string | undefined {
  if (typeof uri !== "string") return undefined;
  return resources.find((entry) => (orTemplate && entry.uri === uri) || patternOf(entry.uri).test(uri))?.scope;
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{[^}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`, "s");
}

function approvedText(nodes: readonly XmlNode[]): string[] {
  return nodes.flatMap((node) => {
    if (!(node instanceof XmlElement)) return [];
    const { name, attributes, children } = node;
    const isIt = name === "set-variable" && attributes.name === "approved-text";
    return isIt ? [attributes.value ?? ""] : approvedText(children);
  });
}
