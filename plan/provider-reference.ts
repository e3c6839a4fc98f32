/** References to providers, `urn::id`, as resources carry them. Source: pulumi/pulumi, sdk/go/common/providers/reference.go. */

/** Type and name of a provider that the engine makes where the program names none. Source: default_providers.go. */
const DEFAULT_PROVIDER = /^urn:pulumi:[^:]*::[^:]*::pulumi:providers:[^:]*::default(?:_\d\w*)?$/;

/** Types of provider resources start with this; the package's name follows. */
const PROVIDER_TYPE = "pulumi:providers:";

/** The provider's URN in a reference `urn::id`. */
export function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** True for the URN of a provider that the engine made because the program named none. Plans leave those out. */
export function isDefaultProvider(urn: string): boolean {
  return DEFAULT_PROVIDER.test(urn);
}

/** True for a resource that configures a provider and is nothing in the cloud. */
export function isProvider(resource: { readonly type: string }): boolean {
  return resource.type.startsWith(PROVIDER_TYPE);
}
