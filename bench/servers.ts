/** Stack files with as many servers as one likes. */
import { parse, stringify } from "yaml";

const SERVERS = "bulwark:servers";

/**
 * Multiplies the servers of a stack file: each in its turn, under a name of its own. Everything else stays.
 *
 * @param text a stack file with at least one server
 * @param count how many servers there are to be, up to 999
 * @throws Error when the file has no servers
 */
export function withServers(text: string, count: number): string {
  const file = parse(text) as StackFile;
  const servers = multiplied(file, count).map(({ model, name }) => ({ ...model, name }));
  return stringify(
    { ...file, config: { ...file.config, [SERVERS]: servers } },
    // Dates stand in quotes in stack files, and the settings refuse anchors.
    { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", aliasDuplicateObjects: false },
  );
}

/**
 * The locks of the servers that {@link withServers} makes: each that of the server it was made of, under its own name.
 *
 * @param text the stack file that is multiplied
 * @param lockOf gives the text of a server's lock
 * @returns text by server
 */
export function locksOfServers(
  text: string,
  count: number,
  lockOf: (server: string) => string,
): ReadonlyMap<string, string> {
  return new Map(
    multiplied(parse(text) as StackFile, count).map(({ model, name }) => {
      const lock = JSON.parse(lockOf(String(model.name))) as Readonly<Record<string, unknown>>;
      return [name, `${JSON.stringify({ ...lock, server: name, previous: [] }, null, 2)}\n`];
    }),
  );
}

interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

interface Multiplied {
  readonly model: Readonly<Record<string, unknown>>;
  readonly name: string;
}

function multiplied(file: StackFile, count: number): readonly Multiplied[] {
  const models = file.config[SERVERS];
  if (!Array.isArray(models) || models.length === 0) {
    throw new Error(`the stack file has no ${SERVERS} to multiply`);
  }
  return Array.from({ length: count }, (_, index) => {
    const model = models[index % models.length] as Readonly<Record<string, unknown>>;
    return { model, name: `${String(model.name)}-${String(index + 1).padStart(3, "0")}` };
  });
}
