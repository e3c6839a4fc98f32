/**
 * Compares the offline preview with the real Pulumi CLI, on this machine, in one run: same stacks, same program, same
 * policy pack, same stand-ins for the providers. Markdown goes to stdout, progress to stderr, all figures to
 * build/bench/results.json. It is no test: nothing fails because a machine is slow.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compile } from "../.ci/pulumi/harness/compile";
import { install, ROOT } from "../.ci/pulumi/harness/installation";
import { readOptions, type BenchOptions } from "./options";
import { measurePairs } from "./pairs";
import { progressTo, type Progress } from "./progress";
import { markdownOf, type Results } from "./report";
import { measureScale } from "./scale";
import { surroundingsOf } from "./surroundings";
import { Workplace } from "./workplace";

async function bench(options: BenchOptions, progress: Progress): Promise<Results> {
  compile();
  const installation = install();
  const surroundings = surroundingsOf(installation);
  const workplace = new Workplace(installation);
  try {
    const { parts, pairs: rounds, sizes } = options;
    return {
      surroundings,
      ...(parts.includes("pairs")
        ? { pairs: { rounds, contestants: await measurePairs(workplace, rounds, progress) } }
        : {}),
      ...(parts.includes("scale") ? { scale: await measureScale(workplace, sizes, progress) } : {}),
    };
  } finally {
    workplace.remove();
    installation.remove();
  }
}

async function main(): Promise<void> {
  const results = await bench(readOptions(process.argv.slice(2)), progressTo(process.stderr));
  const folder = path.join(ROOT, "build/bench");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(markdownOf(results));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
