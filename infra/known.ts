import * as pulumi from "@pulumi/pulumi";

/**
 * A value that is known before anything exists, and yet carries the dependency on what must exist first.
 *
 * A resource's `id` is unknown in a preview and hides who refers to whom; its URN is known, so a value hung on URNs is
 * known too, and Pulumi still records the dependency (decision 15).
 *
 * @param value what is known: a name, an ARM id computed by `naming.ts`
 * @param carries the resources that must exist before the value may be used
 */
export function known(value: string, ...carries: readonly pulumi.Resource[]): pulumi.Output<string> {
  return pulumi.all(carries.map((resource) => resource.urn)).apply(() => value);
}

/**
 * The same output, which now carries these dependencies too.
 *
 * @param output what is handed on, known or not
 * @param carries the resources that must exist before it may be used
 */
export function after(output: pulumi.Output<string>, ...carries: readonly pulumi.Resource[]): pulumi.Output<string> {
  return pulumi.all(carries.map((resource) => resource.urn)).apply(() => output);
}
