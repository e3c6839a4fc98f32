/** Reads a YAML file whose mistakes a person must be able to find. */
import { readFileSync } from "node:fs";
import { isMap, parseDocument, type Document, type ScalarTag } from "yaml";
import { PreviewError } from "./failure";

/** `010` is 8 to the CLI's YAML reader, as it was in YAML 1.1. */
const LEGACY_OCTAL: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?0[0-7]+$/,
  resolve: (text: string) => parseInt(text, 8),
};

/**
 * Reads a file that holds one YAML map. `whenMissing` tells the person what to do when there is no such file.
 *
 * Dates, octal numbers (`010`) and merge keys are read as the CLI reads them (go-yaml), not as YAML 1.2 does.
 *
 * @throws PreviewError of kind `settings` with file, line and column.
 */
export function readYaml(file: string, whenMissing: string): Document {
  const document = parseDocument(readText(file, whenMissing), {
    prettyErrors: true,
    merge: true,
    customTags: (tags) => [LEGACY_OCTAL, "timestamp", ...tags],
  });
  const mistakes = document.errors.map((error) => {
    const [position] = error.linePos ?? [];
    const where = position ? `:${String(position.line)}:${String(position.col)}` : "";
    return `${file}${where}: ${error.message.split(" at line ")[0] ?? error.message}`;
  });
  if (mistakes.length > 0) {
    throw new PreviewError("settings", `${file} is not valid YAML. Mend the places below.`, mistakes);
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw new PreviewError("settings", `${file}:1:1: the file is not a map. Write 'key: value' lines.`);
  }
  return document;
}

function readText(file: string, whenMissing: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new PreviewError("settings", `There is no file ${file}. ${whenMissing}`);
    }
    const reason = code === "EISDIR" ? "it is a folder" : code === "EACCES" ? "you may not read it" : code;
    throw new PreviewError("settings", `${file} cannot be read: ${reason}.`);
  }
}
