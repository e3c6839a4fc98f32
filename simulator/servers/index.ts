/** Sample MCP servers on the official SDK: what stands behind the simulated gateway. */
import { conformanceSurface } from "./conformance/surface";
import { FORECAST_SURFACE } from "./samples/forecast";
import { LEDGER_SURFACE } from "./samples/ledger";
import { TRAILS_SURFACE } from "./samples/trails";
import type { Surface } from "./surface";

export { UnknownToolError, type ToolChanges } from "./behaviour";
export { SampleServer, SERVER_PATH, type SampleServerOptions } from "./sample-server";
export { definitionsSurface, type Definitions } from "./samples/definitions";
export type { Surface } from "./surface";

const SAMPLES: Readonly<Record<string, () => Surface>> = {
  trails: () => TRAILS_SURFACE,
  ledger: () => LEDGER_SURFACE,
  forecast: () => FORECAST_SURFACE,
  conformance: conformanceSurface,
};

/** The sample of that name, with work of its own; undefined where there is none. */
export function sampleSurface(name: string): Surface | undefined {
  return Object.hasOwn(SAMPLES, name) ? SAMPLES[name]?.() : undefined;
}
