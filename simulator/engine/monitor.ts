/** Serves the program: the ResourceMonitor of pulumi/resource.proto. */
import type * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  DeploymentInfo,
  ReadResourceResponse,
  RegisterPackageResponse,
  RegisterResourceResponse,
  ResourceMonitorFeature,
  Result,
  SupportsFeatureResponse,
  TransformInvokeOptions,
  type ReadResourceRequest,
  type RegisterErrorHookRequest,
  type RegisterPackageRequest,
  type RegisterResourceHookRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceCallRequest,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { Deployment } from "./deployment";
import type { Hooks } from "./hooks";
import { ORGANIZATION } from "./organization";
import type { Packages } from "./packages";
import type { Registrar } from "./registration";
import type { StackConfig } from "./stack-file";
import type { Transforms } from "./transforms";
import { packageOf } from "./urn";
import { settleAll, withoutReferences, withoutSecrets, type Properties } from "./values";
import { fromStruct, toStruct, unary } from "./wire";

/** What the real engine supports, by the name under which a program asks. Source: source_eval.go (`supportsFeatureID`). */
const FEATURES: Readonly<Record<string, ResourceMonitorFeature>> = {
  secrets: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  resourceReferences: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  outputValues: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  aliasSpecs: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  replacementTrigger: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
  deletedWith: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  replaceWith: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
  transforms: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
  invokeTransforms: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
  parameterization: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
  resourceHooks: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
  errorHooks: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
  sendsOptionsToHooks: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SENDS_OPTIONS_TO_HOOKS,
};

/** What the monitor works with. */
export interface MonitorContext {
  readonly project: string;
  readonly stack: string;
  readonly config: StackConfig;
  readonly deployment: Deployment;
  readonly registrar: Registrar;
  readonly transforms: Transforms;
  readonly hooks: Hooks;
  readonly packages: Packages;
}

/** The handlers of every call that a program may make. */
export function monitorHandlers(context: MonitorContext): grpc.UntypedServiceImplementation {
  const { deployment, registrar, transforms, hooks, packages } = context;
  return {
    getDeploymentInfo: unary(() => deploymentInfo(context)),
    supportsFeature: unary((request: SupportsFeatureRequest) => {
      const response = new SupportsFeatureResponse();
      response.setHassupport(request.getId() in FEATURES);
      return response;
    }),
    registerResource: unary(async (request: RegisterResourceRequest) => {
      const state = await registrar.register(request);
      const response = new RegisterResourceResponse();
      response.setUrn(state.urn);
      response.setId(state.id);
      // A component's outputs come later, from the program itself.
      const outputs = request.getCustom() ? state.outputs : {};
      response.setObject(toStruct(acceptable(outputs, request.getAcceptsecrets(), request.getAcceptresources())));
      response.setResult(Result.SUCCESS);
      return response;
    }),
    registerResourceOutputs: unary(async (request: RegisterResourceOutputsRequest) => {
      await deployment.setOutputs(request.getUrn(), settleAll(fromStruct(request.getOutputs())));
      return new Empty();
    }),
    readResource: unary(async (request: ReadResourceRequest) => {
      const type = request.getType();
      const asked = packages.requestFor(packageOf(type), request.getVersion(), request.getPackageref());
      const state = deployment.read({
        type,
        name: request.getName(),
        parent: request.getParent(),
        id: request.getId(),
        inputs: settleAll(fromStruct(request.getProperties())),
        dependencies: request.getDependenciesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        provider: request.getProvider() || (await deployment.defaultProvider(asked)),
      });
      const response = new ReadResourceResponse();
      response.setUrn(state.urn);
      response.setProperties(
        toStruct(acceptable(state.outputs, request.getAcceptsecrets(), request.getAcceptresources())),
      );
      return response;
    }),
    invoke: unary(async (request: ResourceInvokeRequest) => {
      const token = request.getTok();
      const options = new TransformInvokeOptions();
      options.setProvider(request.getProvider());
      options.setVersion(request.getVersion());
      const { args, options: changed } = await transforms.runInvoke(token, {
        args: fromStruct(request.getArgs()),
        options,
      });
      const asked = packages.requestFor(packageOf(token), changed.getVersion(), request.getPackageref());
      const provider = changed.getProvider() || (await deployment.defaultProvider(asked));
      const result = deployment.invoke(provider, token, settleAll(args));
      const response = new InvokeResponse();
      response.setReturn(toStruct(result));
      return response;
    }),
    call: unary((request: ResourceCallRequest) => {
      throw new Error(
        `${request.getTok()} is a method of a component in another process. The offline preview has no such ` +
          `providers: preview it with the Pulumi CLI.`,
      );
    }),
    registerStackTransform: unary((callback: Callback) => {
      transforms.addForStack(callback);
      return new Empty();
    }),
    registerStackInvokeTransform: unary((callback: Callback) => {
      transforms.addForInvokes(callback);
      return new Empty();
    }),
    registerResourceHook: unary((request: RegisterResourceHookRequest) => {
      hooks.register(request);
      return new Empty();
    }),
    // Error hooks run when an operation fails in the cloud: in preview none does.
    registerErrorHook: unary((_request: RegisterErrorHookRequest) => new Empty()),
    registerPackage: unary((request: RegisterPackageRequest) => {
      const response = new RegisterPackageResponse();
      response.setRef(packages.register(request));
      return response;
    }),
    // All that needs the program (transforms, hooks) has been answered by the time its own calls are.
    signalAndWaitForShutdown: unary(() => new Empty()),
  };
}

function deploymentInfo({ project, stack, config }: MonitorContext): DeploymentInfo {
  const info = new DeploymentInfo();
  info.setProject(project);
  info.setStack(stack);
  info.setOrganization(ORGANIZATION);
  Object.entries(config.values).forEach(([key, value]) => info.getConfigMap().set(key, value));
  info.setConfigsecretkeysList([...config.secretKeys]);
  info.setDryrun(true);
  info.setSupportedfeaturesList(Object.values(FEATURES));
  return info;
}

/** Properties as a client takes them. */
function acceptable(properties: Properties, secrets: boolean, references: boolean): Properties {
  const opened = secrets ? properties : (withoutSecrets(properties) as Properties);
  return references ? opened : (withoutReferences(opened) as Properties);
}
