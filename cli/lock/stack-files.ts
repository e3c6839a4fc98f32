import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { MistakeError } from "../mistake";

/** What the stack files say of a server. */
export interface StackMentions {
  /** Digests of its image, each once. */
  readonly digests: readonly string[];
  /** Protocol revisions, each once, newest first. */
  readonly protocols: readonly string[];
}

/** Only what is looked at: a preview judges the rest. */
const shape = z.looseObject({
  config: z
    .looseObject({
      "bulwark:servers": z
        .array(
          z.looseObject({
            name: z.unknown(),
            image: z.unknown().transform(String),
            protocols: z.array(z.unknown().transform(String)).catch([]),
          }),
        )
        .catch([]),
    })
    .nullish(),
});

/**
 * Looks a server up in `stacks/Pulumi.*.yaml`.
 *
 * @throws MistakeError where one is no YAML
 */
export function mentionsOf(server: string, root: string): StackMentions {
  const folder = path.join(root, "stacks");
  const files = readdirSync(folder).filter((name) => /^Pulumi\..+\.ya?ml$/u.test(name));
  const servers = files
    .flatMap((file) => serversIn(path.join(folder, file), `stacks/${file}`))
    .filter(({ name }) => name === server);
  const digests = servers.flatMap(({ image }) => /@(sha256:[0-9a-f]{64})$/u.exec(image)?.[1] ?? []);
  return {
    digests: [...new Set(digests)],
    protocols: [...new Set(servers.flatMap(({ protocols }) => protocols))].sort().reverse(),
  };
}

function serversIn(file: string, name: string) {
  try {
    const read = shape.safeParse(parse(readFileSync(file, "utf8")));
    return read.data?.config?.["bulwark:servers"] ?? [];
  } catch (error) {
    throw new MistakeError("settings", `${name} cannot be read.`, [
      error instanceof Error ? error.message : String(error),
    ]);
  }
}
