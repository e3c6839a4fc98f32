/** Resource hooks. Source: pulumi/pulumi, pkg/resource/deploy/resource_hooks.go. */
import {
  ResourceHookRequest,
  ResourceHookResponse,
  type RegisterResourceHookRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import { messageOf } from "./failure";
import type { Diagnostic } from "./preview-types";
import type { HookMoment, ResourceState } from "./resource";
import { toStruct } from "./wire";

/** The hooks that a program registered by name. */
export class Hooks {
  private readonly hooks = new Map<string, RegisterResourceHookRequest>();

  constructor(
    private readonly callbacks: Callbacks,
    private readonly onDiagnostic: (diagnostic: Diagnostic) => void,
  ) {}

  register(hook: RegisterResourceHookRequest): void {
    if (this.hooks.has(hook.getName())) {
      throw new Error(`resource hook already registered for name "${hook.getName()}"`);
    }
    this.hooks.set(hook.getName(), hook);
  }

  /** Runs the hooks that a resource has for this moment and that are to run in preview (`onDryRun`). */
  async run(moment: HookMoment, resource: ResourceState): Promise<void> {
    for (const name of resource.hooks[moment] ?? []) {
      const hook = this.hooks.get(name);
      if (!hook) {
        throw new Error(`resource hook "${name}" was not registered`);
      }
      if (hook.getOnDryRun()) {
        await this.call(hook, moment, resource);
      }
    }
  }

  private async call(hook: RegisterResourceHookRequest, moment: HookMoment, resource: ResourceState): Promise<void> {
    const callback = hook.getCallback();
    if (!callback) {
      throw new Error(`resource hook "${hook.getName()}" has no function`);
    }
    const request = new ResourceHookRequest();
    request.setUrn(resource.urn);
    request.setId(resource.id);
    request.setName(resource.name);
    request.setType(resource.type);
    request.setNewInputs(toStruct(resource.inputs));
    if (moment.startsWith("after")) {
      request.setNewOutputs(toStruct(resource.outputs));
    }
    const failure = await this.callbacks.call(callback, request).then(
      (bytes) => ResourceHookResponse.deserializeBinary(bytes).getError(),
      (thrown: unknown) => messageOf(thrown),
    );
    if (failure === "") {
      return;
    }
    const message = `${moment} hook "${hook.getName()}" failed: ${failure}`;
    if (!hook.getIgnoreErrors()) {
      throw new Error(message);
    }
    this.onDiagnostic({ severity: "warning", message, urn: resource.urn });
  }
}
