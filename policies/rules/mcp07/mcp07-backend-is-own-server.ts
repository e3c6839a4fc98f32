import { descendants, type PolicyElement } from "../../../plan/policy-document";
import { POLICY_TYPES, serviceOf } from "../../../plan/policy-resource";
import { isAbsentOrEmpty } from "../../framework/accepts";
import type { Place } from "../../framework/place";
import { API } from "../../framework/routes";
import { wholeDocument } from "../../framework/document";
import type { Rule } from "../../framework/rule";

const ENVIRONMENT = "azure-native:app:ManagedEnvironment";
const BACKEND = "azure-native:apimanagement:Backend";

export const rule: Rule = {
  name: "mcp07-backend-is-own-server",
  control: "MCP07-5",
  title: "The gateway forwards to the servers of its own network only",
  why: "An address of somebody else, or a copy of each request to one, hands every call and its data to whoever answers there.",
  severity: "high",
  remedy:
    "Write set-backend-service with the backend-id of a Backend of this stack, whose url is made of the ManagedEnvironment's defaultDomain; no base-url, no serviceUrl, no copies of requests.",
  stack: {
    types: [API, BACKEND, ...POLICY_TYPES],
    judge: (stack) => {
      const backends = stack.places(BACKEND);
      const environments = new Set(stack.view.ofType(ENVIRONMENT).map(({ urn }) => urn));
      backends.forEach((backend) => {
        judgeBackend(backend, environments);
      });
      for (const api of stack.places(API)) {
        api.at("serviceUrl").must(isAbsentOrEmpty, "leave it out, and name a Backend by set-backend-service");
      }
      for (const policy of stack.places(...POLICY_TYPES)) {
        const own = backends.filter((backend) => serviceOf(backend.resource) === serviceOf(policy.resource));
        const ids = own.map((backend) => backend.at("backendId").text("which backends are planned must be known"));
        judgePolicy(policy, new Set(ids.filter((id) => id !== undefined)));
      }
    },
  },
};

/** Known or not, the address comes from the environment: in a preview, in `up` and in what is deployed. */
function judgeBackend(backend: Place, environments: ReadonlySet<string>): void {
  const sources = backend.resource.propertyDependencies?.url ?? [];
  if (!sources.some((urn) => environments.has(urn))) {
    backend.at("url").violation("it comes from no ManagedEnvironment of this stack: make it of its defaultDomain");
  }
  backend.at("credentials").must(isAbsentOrEmpty, "leave it out: the gateway's policy puts the token in");
  backend.at("proxy").must(isAbsentOrEmpty, "leave it out: a proxy reads every call");
}

function judgePolicy(policy: Place, backends: ReadonlySet<string>): void {
  const root = wholeDocument(policy);
  if (root === undefined) {
    return;
  }
  for (const element of descendants(root)) {
    for (const problem of problemsOf(element, backends)) {
      policy.wrong(`line ${element.line}: <${element.name}> ${problem}.`);
    }
  }
}

function problemsOf(element: PolicyElement, backends: ReadonlySet<string>): readonly string[] {
  const { attributes } = element;
  switch (element.name) {
    case "set-backend-service": {
      const id = attributes["backend-id"];
      return [
        ...(attributes["base-url"] === undefined ? [] : ["has a base-url: name a planned Backend by backend-id"]),
        ...(id !== undefined && backends.has(id)
          ? []
          : [`has backend-id "${id ?? ""}": write the id of a Backend that this stack plans, as a literal`]),
      ];
    }
    case "send-one-way-request":
      return ["sends requests of which nobody sees an answer: leave it out, records are written by trace"];
    case "send-request":
      // API Management's default is new; copy takes the client's headers along, its token too.
      return (attributes.mode ?? "new").toLowerCase() === "new"
        ? []
        : [`has mode "${attributes.mode ?? ""}", which may send the client's request on: write new`];
    default:
      return [];
  }
}
