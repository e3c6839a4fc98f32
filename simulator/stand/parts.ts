/** Everything that runs in a stand, started and stopped together. */
import {
  startContentSafety,
  startDoor,
  startEntra,
  startVault,
  type Clock,
  type Door,
  type Entra,
  type Party,
  type Vault,
} from "../parties";
import { SampleServer } from "../servers";
import type { PlannedServer } from "../planned";
import { surfaceFor } from "./surfaces";

/** One server behind the gateway. */
export interface Backend {
  readonly name: string;
  readonly sample: SampleServer;
  readonly door: Door;
}

/** The other parties, listening. */
export interface Parts {
  readonly entra: Entra;
  readonly vault: Vault;
  readonly contentSafety: Party;
  readonly backends: readonly Backend[];
}

/** What has been started, closed in the opposite order. */
export class Started {
  private readonly closings: (() => Promise<void>)[] = [];

  async add<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
    const started = await starting;
    this.closings.push(() => started.close());
    return started;
  }

  async close(): Promise<void> {
    const closings = this.closings.splice(0).reverse();
    for (const close of closings) {
      await close();
    }
  }
}

/**
 * Starts the parties of a plan's servers; none of them serves before it is told the estate.
 *
 * @throws NoSurface where a server has no sample
 */
export async function startParts(
  servers: readonly PlannedServer[],
  { root, clock, started }: { readonly root: string; readonly clock: Clock; readonly started: Started },
): Promise<Parts> {
  const samples = servers.map(({ name, protocols, sessions }) => ({
    name,
    sample: new SampleServer({ surface: surfaceFor(name, root), protocols, sessions }),
  }));
  const entra = await started.add(startEntra({ clock }));
  const vault = await started.add(startVault({ authority: entra }));
  const contentSafety = await started.add(startContentSafety({ authority: entra }));
  const backends = await Promise.all(
    samples.map(async ({ name, sample }) => {
      const { origin: target } = await started.add(sample.start());
      const door = await started.add(startDoor({ authority: entra, server: name, target }));
      return { name, sample, door };
    }),
  );
  return { entra, vault, contentSafety, backends };
}
