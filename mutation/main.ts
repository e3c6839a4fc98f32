/**
 * `npm run mutate`: changes the planned policies in small ways, one at a time, and sees whether the catalogue of attacks
 * and benign requests notices. Exit 1 where fewer than 95 of 100 are caught or a survivor has no reason in
 * `survivors.json`.
 */
import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { isGoodEnough, scoreOf, shown, type ListedSurvivor, type Outcome } from "./report";
import type { Assignment, Report } from "./worker";

interface Options {
  readonly plan: string;
  readonly jobs: string;
  readonly perGroup: string;
  readonly only?: readonly string[];
  readonly json?: string;
}

const options = new Command("mutate")
  .option("--plan <file>", "plan whose policies are changed", "build/dev/plan.json")
  .option("--jobs <n>", "processes at a time", "2")
  .option("--per-group <n>", "attempts of each attack that a mutant is put to; 0: all", "6")
  .option("--only <ids...>", "only these mutants")
  .option("--json <file>", "writes what became of each mutant")
  .parse()
  .opts<Options>();

async function main(): Promise<number> {
  const jobs = Number(options.jobs);
  const outcomes: Outcome[] = [];
  let wanted = 0;
  const workers = Array.from({ length: jobs }, (_, share) =>
    run(
      { planFile: options.plan, share, of: jobs, perGroup: Number(options.perGroup), only: options.only },
      (report) => {
        if (report.kind === "ready") wanted += report.mutants;
        if (report.kind === "outcome") {
          outcomes.push(report.outcome);
          const survived = outcomes.filter(({ fate }) => fate === "survived").length;
          process.stderr.write(`\r${outcomes.length} of ${wanted} mutants tried, ${survived} survived `);
        }
      },
    ),
  );
  await Promise.all(workers);
  process.stderr.write("\n");
  const listed = JSON.parse(readFileSync(path.join(__dirname, "survivors.json"), "utf8")) as readonly ListedSurvivor[];
  const sorted = outcomes.sort((one, other) => (one.id < other.id ? -1 : 1));
  const score = scoreOf(sorted, options.only === undefined ? listed : []);
  process.stdout.write(shown(sorted, score));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(sorted, null, 2)}\n`);
  return isGoodEnough(score) ? 0 : 1;
}

function run(assignment: Assignment, hear: (report: Report) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, "worker.ts"), { execArgv: process.execArgv });
    let unsound: string | undefined;
    child.on("message", (report: Report) => {
      if (report.kind === "unsound") unsound = report.why;
      else hear(report);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && unsound === undefined) resolve();
      else reject(new Error(unsound ?? `a worker ended with ${String(code)}`));
    });
    child.send(assignment);
  });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`The mutants cannot be tried: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
