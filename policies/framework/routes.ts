/** Routes of the gateway as whole-stack rules ask about them. */
import { evaluate, THROWS, type Given } from "../../plan/expression/evaluate";
import type { Route } from "../../plan/gateway";
import type { EffectivePolicy } from "../../plan/effective-policy";
import type { PlanResource } from "../../plan/format";
import { alwaysAnswers, type Decision, type Step } from "../../plan/policy-flow";
import type { Place } from "./place";
import type { StackUnderJudgement } from "./rule";

/** The class that every gateway rule is about. */
export const API = "azure-native:apimanagement:Api";

/** Methods whose requests carry no text that a tool would read. */
export const WITHOUT_TEXT: ReadonlySet<string | undefined> = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"]);

/** One route with one policy in effect for it. */
export interface JudgedRoute {
  readonly route: Route;
  readonly policy: EffectivePolicy;
  /** The operation, or the API where none is planned. */
  readonly place: Place;
  /** Decides conditions on what the route fixes: API, operation, method. */
  readonly decide: (condition: string) => Decision;
  /** What the route fixes of `context`. */
  readonly given: Given;
}

/** Every route that goes on to a backend, with each policy in effect; those whose documents are hidden are reported and left out. */
export function forwardingRoutes(stack: StackUnderJudgement): readonly JudgedRoute[] {
  return routesOf(stack, stack.gateway.routes).filter(
    ({ policy, decide }) => !alwaysAnswers(policy.sections.inbound, decide),
  );
}

/** Every route of the gateways, with each policy in effect; those whose documents are hidden are reported and left out. */
export function allRoutes(stack: StackUnderJudgement): readonly JudgedRoute[] {
  return routesOf(stack, stack.gateway.routes);
}

/** All routes of one API, whether they forward or not. */
export function routesOfApi(stack: StackUnderJudgement, api: PlanResource): readonly JudgedRoute[] {
  return routesOf(stack, stack.gateway.ofApi(api));
}

/** APIs with at least one route that forwards: the servers. */
export function serverApis(stack: StackUnderJudgement): readonly Place[] {
  const apis = new Set(forwardingRoutes(stack).map(({ route }) => route.api));
  return [...apis].map((api) => stack.place(api));
}

/** What people call a route: `POST trails/mcp`. */
export function nameOf({ route }: JudgedRoute): string {
  return `${route.method ?? "every method of"} /${route.path}`;
}

/** Decides conditions where this is given of the context; `undefined` where they hang on anything else. */
export function decideWith(context: Given): (condition: string) => Decision {
  return (condition) => {
    const value = evaluate(condition, { context });
    return value === THROWS ? "throws" : typeof value === "boolean" ? value : undefined;
  };
}

/** True for a step that gives a header this treatment; header names have no case. */
export function treatsHeader(step: Step, name: string, action: "override" | "delete"): boolean {
  return (
    step.name === "set-header" &&
    step.attributes.name?.toLowerCase() === name.toLowerCase() &&
    // API Management's default is override.
    (step.attributes["exists-action"] ?? "override").toLowerCase() === action
  );
}

function routesOf(stack: StackUnderJudgement, routes: readonly Route[]): readonly JudgedRoute[] {
  return routes.flatMap((route) =>
    route.policies
      .filter((policy) => isReadable(stack, policy))
      .map((policy) => ({
        route,
        policy,
        place: stack.place(route.operation ?? route.api),
        decide: decideWith(givenOf(route)),
        given: givenOf(route),
      })),
  );
}

function isReadable(stack: StackUnderJudgement, policy: EffectivePolicy): boolean {
  return policy.unreadable.every(
    ({ resource, document }) =>
      document.kind !== "unknown" ||
      !["value", "format"].some((input) =>
        stack.place(resource).at(input).isHidden("a policy document must be whole; put ids into named values"),
      ),
  );
}

function givenOf(route: Route): Given {
  const text = (resource: PlanResource | undefined, input: string): Given => {
    const value = resource?.inputs?.[input];
    return typeof value === "string" ? { [input]: value } : {};
  };
  const api = text(route.api, "apiId").apiId;
  const operation = text(route.operation, "operationId").operationId;
  return {
    ...(api === undefined ? {} : { Api: { Id: api } }),
    ...(operation === undefined ? {} : { Operation: { Id: operation } }),
    ...(route.method === undefined ? {} : { Request: { Method: route.method } }),
  };
}
