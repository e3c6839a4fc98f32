/** Packages that a program registers, parameterised ones too. Source: pulumi/pulumi, source_eval.go (`RegisterPackage`). */
import type {
  RegisterPackageRequest,
  RegisterResourceRequest,
  TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import { findPackage, type PackageRequest } from "./provider-registry";
import { PROVIDER_TYPE_PREFIX } from "./urn";
import type { Properties } from "./values";

export class Packages {
  private readonly registered = new Map<string, PackageRequest>();

  /** Registers a package; answers with the reference by which resources ask for it. */
  register(request: RegisterPackageRequest): string {
    const parameter = request.getParameterization();
    const asked: PackageRequest = {
      name: parameter?.getName() ?? request.getName(),
      version: parameter?.getVersion() ?? request.getVersion(),
    };
    findPackage(asked.name);
    const reference = `package::${asked.name}::${asked.version}`;
    this.registered.set(reference, asked);
    return reference;
  }

  /** What a resource or function asks for: by reference when it gives one, else by its token's package. */
  requestFor(name: string, version: string, reference: string): PackageRequest {
    if (reference === "") {
      return { name, version };
    }
    const found = this.registered.get(reference);
    if (!found) {
      throw new Error(`unknown provider package '${reference}'`);
    }
    return found;
  }

  /** Adds to an explicit provider's inputs the version that was asked for, as the real engine does. */
  stampProvider(
    type: string,
    inputs: Properties,
    options: TransformResourceOptions,
    request: RegisterResourceRequest,
  ): Properties {
    const name = type.slice(PROVIDER_TYPE_PREFIX.length);
    const { version } = this.requestFor(name, options.getVersion(), request.getPackageref());
    return version === "" ? inputs : { ...inputs, version };
  }
}
