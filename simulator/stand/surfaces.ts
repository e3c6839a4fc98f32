import { readFileSync } from "node:fs";
import path from "node:path";
import { parseLock } from "../../locks";
import { definitionsSurface, sampleSurface, type Surface } from "../servers";

/** Why a planned server has nothing that could stand in for it; a sentence. */
export class NoSurface extends Error {}

/**
 * What stands behind the gateway under a server's name: the sample of that name, or one that shows what its lock approves.
 *
 * @param root the project's root, absolute: locks are in `stacks/tools/`
 * @throws NoSurface
 */
export function surfaceFor(server: string, root: string): Surface {
  return sampleSurface(server) ?? lockedSurface(server, root);
}

function lockedSurface(server: string, root: string): Surface {
  const file = path.join("stacks", "tools", `${server}.lock.json`);
  const parsed = parseLock(textOf(path.join(root, file), file, server));
  if (parsed.kind === "damaged") {
    throw new NoSurface(`${file} is damaged: ${parsed.problems.join("; ")}`);
  }
  const { instructions, tools, prompts, resourceTemplates } = parsed.lock;
  return definitionsSurface(server, {
    instructions: instructions?.text,
    tools: tools.map(({ definition }) => definition),
    prompts: prompts.map(({ definition }) => definition),
    resourceTemplates: resourceTemplates.map(({ definition }) => definition),
  });
}

function textOf(file: string, shown: string, server: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new NoSurface(
      `server ${server} is no sample's name, and ${shown} cannot be read ` +
        `(${error instanceof Error ? error.message : String(error)}): make the lock, or name the server after a sample`,
    );
  }
}
