/** Where text can stand in the calls of the sample servers: data, so that another stack's servers can be told of too. */
import type { LabServer } from "../lab/lab";
import samples from "./sample-servers.json";

/** A call with `{text}` where free text may stand. */
export interface SampleCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What a server offers that takes text. */
export interface Sample {
  /** `session` or `stateless`. */
  readonly era: string;
  /** `inspected` or `streamed`. */
  readonly results: string;
  /** A tool of the base scope, its text a plain argument. */
  readonly text: SampleCall;
  /** A tool that takes text further down. */
  readonly nested: SampleCall;
  readonly prompt?: { readonly name: string; readonly argument: string };
  /** What every resource's URI begins with. */
  readonly resource?: string;
  /** URI template that covers them. */
  readonly template?: string;
}

/** The sample of a server; undefined where nothing is known of it. */
export function sampleOf(server: LabServer): Sample | undefined {
  const known: Readonly<Record<string, Sample>> = samples;
  return Object.hasOwn(known, server.name) ? known[server.name] : undefined;
}

/** Every sample, by the name of its server. */
export const everySample: readonly (readonly [string, Sample])[] = Object.entries<Sample>(samples);

/** Servers of which a sample is known, each with it. */
export function sampled(servers: readonly LabServer[]): readonly (readonly [LabServer, Sample])[] {
  return servers.flatMap((server) => {
    const sample = sampleOf(server);
    return sample === undefined ? [] : [[server, sample] as const];
  });
}

/**
 * Puts values in place of `{name}` in every string and key of a template; a string that is nothing but `{name}` becomes
 * the value itself, whatever its type.
 */
export function filled(template: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof template === "string") {
    const whole = /^\{(\w+)\}$/.exec(template)?.[1];
    if (whole !== undefined && Object.hasOwn(values, whole)) return values[whole];
    return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
      typeof values[name] === "string" ? values[name] : hole,
    );
  }
  if (Array.isArray(template)) return template.map((item) => filled(item, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [String(filled(key, values)), filled(value, values)]),
  );
}

/** The arguments of a sample call with this text. */
export function argumentsWith(call: SampleCall, text: string): Readonly<Record<string, unknown>> {
  return filled(call.arguments, { text }) as Readonly<Record<string, unknown>>;
}
