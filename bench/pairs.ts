/** `dev`, offline and with the real CLI, in turn. */
import { previewByNpm, previewOffline, previewReal } from "./measure";
import type { Progress } from "./progress";
import { pairedRatio, spreadOf, type Spread } from "./statistics";
import type { Workplace } from "./workplace";

/** One way to preview `dev`. */
export interface Contestant {
  readonly name: string;
  readonly seconds: Spread;
  /** Of our preview's seconds to this one's; the median of what each round gives. */
  readonly ratio: number;
}

/** The name of our own preview among the contestants. */
export const OFFLINE = "offline: node bulwark.mjs preview";

/** How the names of the real CLI's ways begin. */
export const REAL = "real CLI";

/**
 * Measures every way once a round.
 *
 * @param rounds that count; the one before them, which warms the file cache, does not
 */
export async function measurePairs(
  workplace: Workplace,
  rounds: number,
  progress: Progress,
): Promise<readonly Contestant[]> {
  const dev = await workplace.stack("dev");
  const compiled = await workplace.compiledStack("dev");
  const looks = { memory: false };
  const ways: readonly (readonly [string, () => Promise<{ readonly seconds: number }>])[] = [
    [OFFLINE, () => previewOffline(dev, looks)],
    [`${REAL}, program as written (ts-node)`, () => previewReal(dev, "as written", looks)],
    ["offline, with npm: npm run preview", () => previewByNpm(dev)],
    [`${REAL}, PULUMI_NODEJS_TRANSPILE_ONLY=true`, () => previewReal(dev, "transpiled only", looks)],
    [`${REAL}, program compiled beforehand`, () => previewReal(compiled, "transpiled only", looks)],
  ];
  const seconds = ways.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [name, preview]] of ways.entries()) {
      const measured = await preview();
      progress(`${round === 0 ? "warm-up" : `round ${round} of ${rounds}`}, ${name}: ${measured.seconds.toFixed(2)} s`);
      if (round > 0) {
        seconds[index]?.push(measured.seconds);
      }
    }
  }
  const ours = seconds[0] ?? [];
  return ways.map(([name], index) => {
    const own = seconds[index] ?? [];
    return { name, seconds: spreadOf(own), ratio: pairedRatio(ours, own) };
  });
}
