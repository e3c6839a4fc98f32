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
  const file = parse(text) as { readonly config: Readonly<Record<string, unknown>> };
  const models = file.config[SERVERS];
  if (!Array.isArray(models) || models.length === 0) {
    throw new Error(`the stack file has no ${SERVERS} to multiply`);
  }
  const servers = Array.from({ length: count }, (_, index) => {
    const model = models[index % models.length] as Readonly<Record<string, unknown>>;
    return { ...model, name: `${String(model.name)}-${String(index + 1).padStart(3, "0")}` };
  });
  return stringify(
    { ...file, config: { ...file.config, [SERVERS]: servers } },
    // Dates stand in quotes in stack files, and the settings refuse anchors.
    { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", aliasDuplicateObjects: false },
  );
}
