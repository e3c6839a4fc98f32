/** Resource and invoke transforms. Source: pulumi/pulumi, pkg/resource/deploy/source_eval.go. */
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  type TransformInvokeOptions,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  TransformResponse,
  type TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import type { Properties } from "./values";
import { fromStruct, toStruct } from "./wire";

/** A resource as its transforms see and change it. */
export interface Transformed {
  readonly properties: Properties;
  readonly options: TransformResourceOptions;
}

/** A call of a provider's function as its transforms see and change it. */
export interface TransformedInvoke {
  readonly args: Properties;
  readonly options: TransformInvokeOptions;
}

/** The transforms of a program: those of resources apply to their children, those of the stack to everything. */
export class Transforms {
  private readonly stack: Callback[] = [];
  private readonly invokes: Callback[] = [];
  private readonly resources = new Map<string, readonly Callback[]>();
  private readonly parents = new Map<string, string>();

  constructor(private readonly callbacks: Callbacks) {}

  addForStack(callback: Callback): void {
    this.stack.push(callback);
  }

  addForInvokes(callback: Callback): void {
    this.invokes.push(callback);
  }

  /** Remembers a resource's own transforms, for its children. */
  remember(urn: string, parent: string, own: readonly Callback[]): void {
    this.resources.set(urn, own);
    this.parents.set(urn, parent);
  }

  /** Transforms that apply to a resource, in the order in which they run: its own, its parents', the stack's. */
  applyingTo(parent: string, own: readonly Callback[]): readonly Callback[] {
    const inherited: Callback[] = [];
    for (let urn = parent; urn !== ""; urn = this.parents.get(urn) ?? "") {
      inherited.push(...(this.resources.get(urn) ?? []));
    }
    return [...own, ...inherited, ...this.stack];
  }

  async run(
    transforms: readonly Callback[],
    resource: { readonly type: string; readonly name: string; readonly custom: boolean; readonly parent: string },
    start: Transformed,
  ): Promise<Transformed> {
    let current = start;
    for (const transform of transforms) {
      const request = new TransformRequest();
      request.setType(resource.type);
      request.setName(resource.name);
      request.setCustom(resource.custom);
      request.setParent(resource.parent);
      request.setProperties(toStruct(current.properties));
      request.setOptions(current.options);
      const response = TransformResponse.deserializeBinary(await this.callbacks.call(transform, request));
      current = {
        properties: response.hasProperties() ? fromStruct(response.getProperties()) : current.properties,
        options: response.getOptions() ?? current.options,
      };
    }
    return current;
  }

  async runInvoke(token: string, start: TransformedInvoke): Promise<TransformedInvoke> {
    let current = start;
    for (const transform of this.invokes) {
      const request = new TransformInvokeRequest();
      request.setToken(token);
      request.setArgs(toStruct(current.args));
      request.setOptions(current.options);
      const response = TransformInvokeResponse.deserializeBinary(await this.callbacks.call(transform, request));
      current = {
        args: response.hasArgs() ? fromStruct(response.getArgs()) : current.args,
        options: response.getOptions() ?? current.options,
      };
    }
    return current;
  }
}
