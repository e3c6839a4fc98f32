/** Runs the official suite against an address and reads its verdicts. */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";

/** Protocol revisions with a set of requirements, and the Node.js that the suite needs. */
export const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
export type Revision = (typeof REVISIONS)[number];
const NODE = "24.21.0";

/** What became of each check: `scenario / check`, with the worst status that it had. */
export type Verdicts = ReadonlyMap<string, { readonly status: string; readonly message: string }>;

const WITH_NODE = path.join(__dirname, "../with-node.sh");
const PACKAGE = path.join(__dirname, "node_modules/@modelcontextprotocol/conformance");
const SEVERITY = ["INFO", "SKIPPED", "SUCCESS", "WARNING", "FAILURE"];

/** Fetches the Node.js that the suite needs: once, for runs that go on side by side. */
export async function prepareSuite(): Promise<void> {
  await promisify(execFile)(WITH_NODE, [NODE, "node", "--version"]);
}

/**
 * Runs all scenarios that a revision requires. The suite also runs some for the record only (extensions, such as tasks, and
 * what its own reference server cannot do yet: `not_scored`): they are left out.
 *
 * @throws Error where the suite ended without writing any result
 */
export async function runSuite(url: string, revision: Revision): Promise<Verdicts> {
  const folder = mkdtempSync(path.join(tmpdir(), "conformance-"));
  try {
    const output = await run(url, revision, folder);
    const verdicts = readVerdicts(folder, requiredScenarios(revision));
    if (verdicts.size === 0) throw new Error(`the suite gave no result:\n${output.slice(-2000)}`);
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(url: string, revision: Revision, folder: string): Promise<string> {
  const suite = path.join(PACKAGE, "dist/index.js");
  const call = [
    NODE,
    "node",
    suite,
    "server",
    "--url",
    url,
    "--requirements",
    revision,
    "-o",
    folder,
    "--timeout",
    "60000",
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(WITH_NODE, call, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const add = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", reject);
    child.on("close", () => {
      resolve(output);
    });
  });
}

/** As the suite froze them when the revision came out. */
function requiredScenarios(revision: Revision): readonly string[] {
  const file = path.join(PACKAGE, "requirements", `${revision}.yaml`);
  return (parse(readFileSync(file, "utf8")) as { readonly server: readonly string[] }).server;
}

function readVerdicts(folder: string, required: readonly string[]): Verdicts {
  const verdicts = new Map<string, { status: string; message: string }>();
  for (const entry of readdirSync(folder).sort()) {
    const scenario = /^server-(.*)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/.exec(entry)?.[1];
    if (scenario === undefined || !required.includes(scenario)) continue;
    const checks = JSON.parse(readFileSync(path.join(folder, entry, "checks.json"), "utf8")) as readonly {
      readonly id: string;
      readonly status: string;
      readonly errorMessage?: string;
    }[];
    for (const { id, status, errorMessage } of checks) {
      const key = `${scenario} / ${id}`;
      const known = verdicts.get(key);
      if (known === undefined || SEVERITY.indexOf(status) > SEVERITY.indexOf(known.status)) {
        verdicts.set(key, { status, message: (errorMessage ?? "").split("\n")[0] ?? "" });
      }
    }
  }
  return verdicts;
}
