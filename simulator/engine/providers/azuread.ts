/**
 * Stands in for the provider package azuread: what its Check refuses cheaply, what it leaves unknown in preview, and
 * plausible ids once "created". Data: `shapes/azuread.json`.
 */
import type { Json } from "../../../plan/format";
import type { Properties } from "../values";
import type { Cloud } from "./cloud/cloud";
import { differences } from "./difference";
import { withDrift } from "./drift";
import type { CheckResult, Found, Live, Provider, ProviderPackage, Subject } from "./provider";
import { changedProperties, membersOf, missingOrWrong, type Shape } from "./shape";
import shapes from "./shapes/azuread.json";
import { stableGuid } from "./stable-guid";

/** The version whose behaviour this follows. */
const VERSION = "6.9.1";

const CLASSES = shapes as unknown as Readonly<Record<string, { readonly members: Readonly<Record<string, Shape>> }>>;

/** What Microsoft Entra would give a new object of a class. `guid` is always the same for the same resource and use. */
interface Given {
  id(guid: (use: string) => string, inputs: Properties): string;
  outputs(guid: (use: string) => string, inputs: Properties): Properties;
  /** Inputs that only a new object can have. */
  readonly replacedBy: readonly string[];
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const GIVEN: Readonly<Record<string, Given>> = {
  "azuread:index/application:Application": {
    id: (guid) => `/applications/${guid("object")}`,
    outputs: (guid) => ({
      objectId: guid("object"),
      clientId: guid("client"),
      publisherDomain: "example.onmicrosoft.com",
    }),
    replacedBy: [],
  },
  "azuread:index/servicePrincipal:ServicePrincipal": {
    id: (guid) => `/servicePrincipals/${guid("object")}`,
    outputs: (guid) => ({ objectId: guid("object"), type: "Application" }),
    replacedBy: ["clientId"],
  },
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential": {
    id: (guid, { applicationId }) => `${text(applicationId)}/federatedIdentityCredential/${guid("credential")}`,
    outputs: (guid) => ({ credentialId: guid("credential") }),
    replacedBy: ["applicationId", "displayName"],
  },
  "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized": {
    id: (_guid, { applicationId, authorizedClientId }) =>
      `${text(applicationId)}/preAuthorizedApplication/${text(authorizedClientId)}`,
    outputs: () => ({}),
    replacedBy: ["applicationId", "authorizedClientId"],
  },
  "azuread:index/appRoleAssignment:AppRoleAssignment": {
    id: (guid, { resourceObjectId }) =>
      `/servicePrincipals/${text(resourceObjectId)}/appRoleAssignedTo/${guid("assignment")}`,
    outputs: () => ({
      principalDisplayName: "principal",
      principalType: "ServicePrincipal",
      resourceDisplayName: "resource",
    }),
    replacedBy: ["appRoleId", "principalObjectId", "resourceObjectId"],
  },
};

/** An object of a class that is not in the table: its id is a GUID, as most are. */
const PLAIN: Given = {
  id: (guid) => guid("object"),
  outputs: (guid) => ({ objectId: guid("object") }),
  replacedBy: [],
};

/** How many ids are made up before one that is taken is taken all the same. */
const ATTEMPTS = 10;

export const azuread: ProviderPackage = {
  name: "azuread",
  version: VERSION,
  acceptsSecrets: true,
  checkConfig: (inputs) => ({ inputs, failures: [] }),
  configure: (config, cloud) => new AzureAd(config, cloud),
};

class AzureAd implements Provider {
  constructor(
    private readonly config: Properties,
    private readonly cloud: Cloud | undefined,
  ) {}

  check({ type }: Subject, inputs: Properties): CheckResult {
    const members = CLASSES[type]?.members ?? {};
    return { inputs, failures: [...missingOrWrong(members, inputs)].map((reason) => ({ reason })) };
  }

  create({ urn, type }: Subject, inputs: Properties, preview: boolean): Live {
    // What is not among the outputs of a preview is unknown to the program: all that Entra gives.
    if (preview) {
      return { id: "", outputs: inputs };
    }
    const { id, outputs } = this.given(urn, type, inputs);
    this.cloud?.create({ id, type, properties: outputs }, inputs);
    return { id, outputs };
  }

  diff({ type }: Subject, before: Properties, after: Properties): ReturnType<Provider["diff"]> {
    const detailed = differences(before, after, new Set((GIVEN[type] ?? PLAIN).replacedBy));
    const replaces = [...detailed].filter(([, change]) => change.replaces).map(([path]) => path);
    return {
      changed: changedProperties(before, after),
      replaces,
      // Entra makes a new id each time, so the new one comes first; here that takes a cloud that knows which are taken.
      deleteBeforeReplace: replaces.length > 0 && this.cloud === undefined,
      detailed,
    };
  }

  update({ type }: Subject, live: Live, inputs: Properties, preview: boolean): Live {
    const outputs = { ...live.outputs, ...inputs };
    if (!preview) {
      this.cloud?.update({ id: live.id, type, properties: outputs }, inputs);
    }
    return { id: live.id, outputs };
  }

  delete(_subject: Subject, id: string): void {
    this.cloud?.delete(id);
  }

  read({ type }: Subject, id: string, known: { inputs: Properties; outputs: Properties }): Found | undefined {
    if (!this.cloud) {
      return { id, ...known };
    }
    const outputs = this.cloud.live.read(id)?.properties;
    const settable = new Set(membersOf(CLASSES[type]?.members ?? {}).map(({ name }) => name));
    return outputs && { id, outputs, inputs: withDrift(known.inputs, known.outputs, outputs, settable) };
  }

  /** What Entra makes of a request: an object with an id that nothing else has. */
  private given(urn: string, type: string, inputs: Properties): Live {
    const given = GIVEN[type] ?? PLAIN;
    const made = Array.from({ length: ATTEMPTS }, (_nothing, attempt) => {
      const guid = (use: string): string => stableGuid(urn, use, ...(attempt === 0 ? [] : [String(attempt)]));
      return { id: given.id(guid, inputs), outputs: { ...inputs, ...given.outputs(guid, inputs) } };
    });
    const [first = { id: "", outputs: inputs }] = made;
    return made.find(({ id }) => this.cloud?.live.read(id) === undefined) ?? first;
  }

  invoke(token: string): Properties {
    if (token === "azuread:index/getClientConfig:getClientConfig") {
      const tenantId = this.config.tenantId ?? "";
      const objectId = stableGuid("deployer", "object");
      return { id: `${text(tenantId)}-${objectId}`, clientId: stableGuid("deployer", "client"), objectId, tenantId };
    }
    throw new Error(
      `${token} asks Microsoft Entra, which the offline preview does not have. Compute the value or take it from settings.`,
    );
  }
}
