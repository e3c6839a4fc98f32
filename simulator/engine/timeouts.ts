/** Durations as Go writes them. Source: Go's `time.ParseDuration`. */
import type { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { CustomTimeouts } from "./resource";

/** Seconds of the timeouts that a registration asks for. */
export function customTimeouts(options: TransformResourceOptions): CustomTimeouts {
  const given = options.getCustomTimeouts();
  return {
    create: seconds(given?.getCreate()),
    update: seconds(given?.getUpdate()),
    delete: seconds(given?.getDelete()),
    read: seconds(given?.getRead()),
  };
}

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a Go duration (`1h30m`). @throws Error when it is none. */
function seconds(duration: string | undefined): number | undefined {
  if (duration === undefined || duration === "") {
    return undefined;
  }
  if (!/^([0-9.]+(h|m|s|ms|us|µs|ns))+$/.test(duration)) {
    throw new Error(`unable to parse customTimeout Value ${duration}: write, for example, '30m' or '1h30m'`);
  }
  const parts = duration.matchAll(/([0-9.]+)(ms|us|µs|ns|h|m|s)/g);
  return [...parts].reduce((sum, [, number, unit = ""]) => sum + Number(number) * (SECONDS_PER_UNIT[unit] ?? 0), 0);
}
