/** Resources as a policy pack gets them. Source: pulumi/pulumi, sdk/go/common/resource/plugin/analyzer_plugin.go. */
import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { ResourceState } from "../resource";
import { withoutReferences, type Properties } from "../values";
import { toStruct } from "../wire";

/** A resource and the provider that serves it. */
export interface Judged {
  readonly state: ResourceState;
  readonly provider: ResourceState | undefined;
}

/** Asks for verdicts on a resource's inputs; the engine's own properties (`__...`) only for remediation. */
export function analyzeRequest({ state, provider }: Judged, withInternal = false): AnalyzeRequest {
  const request = new AnalyzeRequest();
  request.setUrn(state.urn);
  request.setType(state.type);
  request.setName(state.name);
  request.setProperties(toStruct(visible(state.inputs, withInternal)));
  request.setOptions(options(state));
  request.setProvider(providerResource(provider));
  return request;
}

/** Asks for verdicts on the whole stack, which sees each resource's outputs. */
export function analyzeStackRequest(resources: readonly Judged[]): AnalyzeStackRequest {
  const request = new AnalyzeStackRequest();
  request.setResourcesList(
    resources.map(({ state, provider }) => {
      const resource = new AnalyzerResource();
      resource.setUrn(state.urn);
      resource.setType(state.type);
      resource.setName(state.name);
      resource.setProperties(toStruct(visible(state.outputs)));
      resource.setOptions(options(state));
      resource.setProvider(providerResource(provider));
      resource.setParent(state.parent);
      resource.setDependenciesList([...state.dependencies].sort());
      for (const [property, urns] of Object.entries(state.propertyDependencies)) {
        if (urns.length > 0) {
          const dependencies = new AnalyzerPropertyDependencies();
          dependencies.setUrnsList([...urns].sort());
          resource.getPropertydependenciesMap().set(property, dependencies);
        }
      }
      return resource;
    }),
  );
  return request;
}

function visible(properties: Properties, withInternal = false): Properties {
  const plain = withoutReferences(properties) as Properties;
  return withInternal ? plain : Object.fromEntries(Object.entries(plain).filter(([key]) => !key.startsWith("__")));
}

function options(state: ResourceState): AnalyzerResourceOptions {
  const wire = new AnalyzerResourceOptions();
  wire.setProtect(state.protect === true);
  wire.setIgnorechangesList([...state.ignoreChanges]);
  wire.setDeletebeforereplace(state.deleteBeforeReplace === true);
  wire.setDeletebeforereplacedefined(state.deleteBeforeReplace !== undefined);
  wire.setAdditionalsecretoutputsList([...state.additionalSecretOutputs]);
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(state.customTimeouts.create ?? 0);
  timeouts.setUpdate(state.customTimeouts.update ?? 0);
  timeouts.setDelete(state.customTimeouts.delete ?? 0);
  wire.setCustomtimeouts(timeouts);
  wire.setParent(state.parent);
  return wire;
}

function providerResource(provider: ResourceState | undefined): AnalyzerProviderResource | undefined {
  if (!provider) {
    return undefined;
  }
  const wire = new AnalyzerProviderResource();
  wire.setUrn(provider.urn);
  wire.setType(provider.type);
  wire.setName(provider.name);
  wire.setProperties(toStruct(visible(provider.inputs)));
  return wire;
}
