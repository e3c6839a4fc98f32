/** A stack with the conformance sample as its one server, in a folder of its own. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import type { Plan } from "../../plan/format";
import { plannedStack } from "../../simulator/stand";
import type { Revision } from "./suite";

export type Mode = "inspected" | "streamed";

const ROOT = path.join(__dirname, "../..");
/** Of an image that does not exist: nothing is deployed. */
const IMAGE = `sha256:${"4".repeat(64)}`;
/** Resources that the suite reads, and the one template. */
const RESOURCES = ["static-text", "static-binary", "watched-resource", "template/{id}/data"].map(
  (name) => `test://${name}`,
);

/** Definitions that stay outside, each with the reason. */
const EXCEPTIONS = [
  {
    where: "tool json_schema_2020_12_tool",
    finding: "left-out",
    because: "MCP05-2: its schema is outside the subset that the gateway checks, so nobody could be held to it.",
  },
];

/** What one stack differs in from another. */
export interface Wanted {
  /** Address of the running sample that is locked. */
  readonly direct: string;
  readonly revision: Revision;
  readonly mode: Mode;
  /** The suite's own web origin: one that the stack allows. */
  readonly origin: string;
}

/** Locks the running sample with `bulwark lock`, and plans a stack with it. */
export async function planFor(wanted: Wanted): Promise<{ plan: Plan; root: string; remove: () => void }> {
  const root = mkdtempSync(path.join(tmpdir(), "bulwark-conformance-"));
  const remove = (): void => {
    rmSync(root, { recursive: true, force: true });
  };
  try {
    cpSync(path.join(ROOT, "Pulumi.yaml"), path.join(root, "Pulumi.yaml"));
    for (const folder of ["infra", "apim-policies", "build", "node_modules"])
      symlinkSync(path.join(ROOT, folder), path.join(root, folder));
    mkdirSync(path.join(root, "stacks/tools"), { recursive: true });
    const lock = await lockOf(wanted.direct, root);
    writeFileSync(
      path.join(root, "stacks/Pulumi.conformance.yaml"),
      stringify({ config: configOf(lock, wanted) }, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }),
    );
    return { plan: await plannedStack({ root, stack: "conformance" }), root, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

interface LockedNames {
  readonly tools: readonly { readonly name: string }[];
  readonly prompts: readonly { readonly name: string }[];
}

async function lockOf(direct: string, root: string): Promise<LockedNames> {
  const exceptions = path.join(root, "exceptions.json");
  const output = path.join(root, "stacks/tools/conformance.lock.json");
  writeFileSync(exceptions, JSON.stringify(EXCEPTIONS));
  const call = ["bulwark.mjs", "lock", "conformance", "--from", direct, "--image", IMAGE, "--date", "2026-11-20"];
  await promisify(execFile)("node", [...call, "--exceptions", exceptions, "--output", output], { cwd: ROOT });
  return JSON.parse(readFileSync(output, "utf8")) as LockedNames;
}

function configOf(lock: LockedNames, { revision, mode, origin }: Wanted): Readonly<Record<string, unknown>> {
  const tenant = "11111111-1111-4111-8111-111111111111";
  return {
    "azure-native:tenantId": tenant,
    "azure-native:subscriptionId": "22222222-2222-4222-8222-222222222222",
    "azure-native:location": "swedencentral",
    "azuread:tenantId": tenant,
    "bulwark:environment": "dev",
    "bulwark:owner": "platform@example.com",
    "bulwark:edge": "none",
    "bulwark:network": { addressSpace: "10.40.0.0/20" },
    "bulwark:servers": [
      {
        name: "conformance",
        owner: "platform@example.com",
        approvedBy: "security@example.com",
        reviewDate: "2027-03-31",
        dataClass: "public",
        image: `mcp/conformance@${IMAGE}`,
        protocols: [revision],
        results: mode,
        origins: [origin],
        scopes: [
          {
            name: "conformance.use",
            description: "Everything that the suite calls",
            tools: lock.tools.map(({ name }) => name),
            prompts: lock.prompts.map(({ name }) => name),
            resources: RESOURCES,
          },
        ],
        clients: [{ name: "Visual Studio Code", id: "aebc6443-996d-45c2-90f0-388ff96faa56" }],
        groups: ["33333333-3333-4333-8333-333333333333"],
      },
    ],
  };
}
