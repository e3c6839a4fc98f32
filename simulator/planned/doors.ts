/** The container apps of a plan: which server each runs, the gate before it, and the backend that leads to it. */
import type { PlanResource } from "../../plan/format";
import { API_MANAGEMENT } from "../../plan/policy-resource";
import { isUnknown } from "../../plan/values";
import type { PlanView } from "../../plan/view";
import type { PlannedGate } from "./estate";
import { at, input, optionalText, text, texts } from "./texts";

const CONTAINER_APP = "azure-native:app:ContainerApp";

/** The app that runs a server: its tag says so (decision 18). */
export function appOf(server: string, view: PlanView): PlanResource | undefined {
  return view.ofType(CONTAINER_APP).find((app) => input(app, "tags", "mcp-server") === server);
}

/** The gate of a server's container app; undefined where none is planned. */
export function gateOf(server: string, view: PlanView): PlannedGate | undefined {
  const app = appOf(server, view);
  const config = view
    .ofType("azure-native:app:ContainerAppsAuthConfig")
    .find((candidate) => app !== undefined && input(candidate, "containerAppName") === input(app, "containerAppName"));
  if (config === undefined) {
    return undefined;
  }
  const entra = input(config, "identityProviders", "azureActiveDirectory");
  const policy = at(entra, "validation", "defaultAuthorizationPolicy");
  return {
    enabled: input(config, "platform", "enabled") === true && at(entra, "enabled") !== false,
    unauthenticatedClientAction: optionalText(input(config, "globalValidation", "unauthenticatedClientAction")),
    openIdIssuer: optionalText(at(entra, "registration", "openIdIssuer")),
    clientId: optionalText(at(entra, "registration", "clientId")),
    allowedAudiences: texts(at(entra, "validation", "allowedAudiences")),
    allowedPrincipals: texts(at(policy, "allowedPrincipals", "identities")),
    allowedApplications: texts(at(policy, "allowedApplications")),
  };
}

/**
 * The server to whose app a backend leads: by the app that its unknown address depends on, or, in the export of a deployed
 * stack, by the app's name at the start of the host. Undefined where it leads elsewhere.
 */
export function serverOfBackend(backend: PlanResource, view: PlanView): string | undefined {
  const url = input(backend, "url");
  const app = isUnknown(url)
    ? view.ofType(CONTAINER_APP).find(({ urn }) => backend.propertyDependencies?.url?.includes(urn))
    : view.ofType(CONTAINER_APP).find((candidate) => hostLabel(text(url)) === input(candidate, "containerAppName"));
  return app === undefined ? undefined : optionalText(input(app, "tags", "mcp-server"));
}

/** The backends of a plan. */
export function backendsOf(view: PlanView): readonly PlanResource[] {
  return view.ofType(`${API_MANAGEMENT}Backend`);
}

function hostLabel(url: string): string | undefined {
  return /^https:\/\/([^./]+)\./iu.exec(url)?.[1];
}
