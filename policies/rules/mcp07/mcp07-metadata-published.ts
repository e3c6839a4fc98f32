import { isObject } from "../../../plan/values";
import { child } from "../../../plan/policy-document";
import { alwaysAnswers, ANSWERED, flowThrough, type Step } from "../../../plan/policy-flow";
import { serviceOf } from "../../../plan/policy-resource";
import { API, nameOf, routesOfApi, serverApis, type JudgedRoute } from "../../framework/routes";
import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { TOKEN_VALIDATIONS } from "../../framework/variables";

const WELL_KNOWN = ".well-known/oauth-protected-resource";

export const rule: Rule = {
  name: "mcp07-metadata-published",
  control: "MCP07-2",
  title: "Each server publishes its protected resource metadata where clients look",
  why: "A client that finds no metadata guesses where to sign in, or asks whoever answers: that is how tokens for one server end at another.",
  severity: "medium",
  remedy: `Serve GET /${WELL_KNOWN}/<path> and GET /<path>/${WELL_KNOWN}, anonymous, with return-response 200 and the document of RFC 9728 as literal JSON, its resource ending in /<path>.`,
  stack: {
    types: [API],
    judge: (stack) => {
      for (const api of serverApis(stack)) {
        judgeServer(stack, api);
      }
    },
  },
};

function judgeServer(stack: StackUnderJudgement, api: Place): void {
  const path = (api.at("path").text("the metadata's address is made of the path") ?? "").replace(/^\/+|\/+$/g, "");
  for (const wanted of [`${WELL_KNOWN}/${path}`, `${path}/${WELL_KNOWN}`]) {
    const routes = stack.view
      .ofType(API)
      .filter((other) => serviceOf(other) === serviceOf(api.resource))
      .flatMap((other) => routesOfApi(stack, other))
      .filter(({ route }) => route.path === wanted && route.method === "GET");
    if (routes.length === 0) {
      api.wrong(`GET /${wanted} is not served: add an API or operation there that answers with the metadata.`);
    }
    for (const route of routes) {
      const problem = problemOf(route, path);
      if (problem !== undefined) {
        route.place.wrong(`${nameOf(route)} ${problem}.`);
      }
    }
  }
}

function problemOf({ policy, decide }: JudgedRoute, path: string): string | undefined {
  const steps = policy.sections.inbound;
  const answers: Step[] = [];
  const validations: Step[] = [];
  const end = flowThrough(steps, undefined, {
    decide,
    step: (_, step) => {
      if (TOKEN_VALIDATIONS.has(step.name)) {
        validations.push(step);
      }
      return undefined;
    },
    join: () => undefined,
    answered: (_, step) => answers.push(step),
  });
  if (end !== ANSWERED || !alwaysAnswers(steps, decide)) {
    return "goes on to a backend: answer with return-response";
  }
  if (validations.length > 0) {
    return "asks for a token, which a client gets only after it has read the metadata: serve it anonymously";
  }
  const documents = answers.filter((answer) => child(answer, "set-status")?.attributes.code === "200");
  return documents.some((answer) => isMetadata(child(answer, "set-body")?.text ?? "", path))
    ? undefined
    : `answers without a literal JSON document whose "resource" ends in /${path} and whose "authorization_servers" names your tenant`;
}

function isMetadata(text: string, path: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isObject(document)) {
    return false;
  }
  const { resource, authorization_servers: servers } = document;
  return (
    typeof resource === "string" &&
    resource.startsWith("https://") &&
    resource.endsWith(`/${path}`) &&
    Array.isArray(servers) &&
    servers.length > 0 &&
    servers.every((server) => typeof server === "string" && server.startsWith("https://"))
  );
}
