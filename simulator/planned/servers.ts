/** The MCP servers of a plan: what each API's policy says of its server (its literal `approved-text`), and the plan around it. */
import { z } from "zod";
import type { PlanResource } from "../../plan/format";
import { descendants } from "../../plan/policy-document";
import { API_MANAGEMENT, documentOf, serviceOf, textInput } from "../../plan/policy-resource";
import type { PlanView } from "../../plan/view";
import { gateOf } from "./doors";
import type { PlannedServer } from "./estate";
import { input, text } from "./texts";

/** The variable whose literal value says what differs from server to server. */
const VARIABLE = "approved-text";

const approvedSchema = z.object({
  server: z.string(),
  path: z.string(),
  sessions: z.boolean(),
  protocols: z.array(z.string()).min(1),
  results: z.enum(["inspected", "streamed"]),
  identity: z.enum(["gateway", "user"]),
  scopes: z.array(z.string()).min(1),
  metadata: z.string(),
  clients: z.array(z.string()),
  origins: z.array(z.string()),
  tools: z.record(z.string(), z.object({ scope: z.string() })),
});

/** What is read of the literal: the policies themselves read the rest. */
type Approved = z.infer<typeof approvedSchema>;

/** Servers found, and what is wrong with the policies that should name one. */
export interface FoundServers {
  readonly servers: readonly PlannedServer[];
  /** Origin under which clients reach the gateway, `https://host`; undefined where no server names one. */
  readonly publicOrigin: string | undefined;
  readonly problems: readonly string[];
}

/** The servers of a plan whose ids are resolved, in the plan's order. */
export function serversOf(view: PlanView): FoundServers {
  const found = view.ofType(`${API_MANAGEMENT}ApiPolicy`).flatMap((policy): readonly (Named | string)[] => {
    const literal = literalOf(policy);
    if (literal === undefined) {
      return [];
    }
    const approved = approvedOf(literal);
    return [typeof approved === "string" ? `${policy.urn}: ${approved}` : { approved, policy }];
  });
  const named = found.filter((item) => typeof item !== "string");
  const origins = [...new Set(named.map(({ approved }) => originOf(approved.metadata)))];
  return {
    servers: named.map(({ approved, policy }) => serverOf(approved, policy, view)),
    publicOrigin: origins[0],
    problems: [
      ...found.filter((item) => typeof item === "string"),
      ...(origins.length > 1 ? [`the servers name several public origins: ${origins.join(", ")}`] : []),
    ],
  };
}

interface Named {
  readonly approved: Approved;
  readonly policy: PlanResource;
}

function literalOf(policy: PlanResource): string | undefined {
  const document = documentOf(policy);
  if (document.kind !== "policy") {
    return undefined;
  }
  const variable = [...descendants(document.root)].find(
    ({ name, attributes }) => name === "set-variable" && attributes.name === VARIABLE,
  );
  return variable?.attributes.value;
}

function approvedOf(literal: string): Approved | string {
  let value: unknown;
  try {
    value = JSON.parse(literal);
  } catch (error) {
    return `${VARIABLE} is not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  const parsed = approvedSchema.safeParse(value);
  return parsed.success
    ? parsed.data
    : `${VARIABLE}: ${parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}`;
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/]+/iu.exec(url)?.[0] ?? url;
}

function serverOf(approved: Approved, policy: PlanResource, view: PlanView): PlannedServer {
  const { server: name, tools, scopes, path, sessions, protocols, results, identity, clients, origins } = approved;
  const audience = view
    .ofType(`${API_MANAGEMENT}NamedValue`)
    .find((value) => serviceOf(value) === serviceOf(policy) && textInput(value, "namedValueId") === `${name}-audience`);
  return {
    ...{ name, path, sessions, protocols, results, identity, clients, origins, scopes },
    audience: audience === undefined ? "" : text(input(audience, "value")),
    baseScope: scopes[0] ?? "",
    tools: Object.entries(tools).map(([tool, { scope }]) => ({ name: tool, scope })),
    gate: gateOf(name, view),
  };
}
