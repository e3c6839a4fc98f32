/** JSON files in folders, addressed by ids: `/a/b` is the file `a/b.json`, and what is below it lies in the folder `a/b`. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const EXTENSION = ".json";

/** A tree of JSON files. Addresses are told apart without regard to case, as Azure tells ids apart. */
export class JsonTree<Value> {
  private writes = 0;

  constructor(private readonly folder: string) {}

  /** The file of an address, whether or not it is there. */
  file(address: string): string {
    return `${this.folderOf(address)}${EXTENSION}`;
  }

  /** @throws Error that names the file when what it holds is not JSON. */
  read(address: string): Value | undefined {
    return readJson(this.file(address)) as Value | undefined;
  }

  /** Readers see the file as it was or as it will be, never half of it. */
  write(address: string, value: Value): void {
    const file = this.file(address);
    this.writes += 1;
    const unfinished = `${file}.${String(process.pid)}-${String(this.writes)}`;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(unfinished, `${JSON.stringify(value, undefined, 2)}\n`);
    renameSync(unfinished, file);
  }

  remove(address: string): void {
    rmSync(this.file(address), { force: true });
  }

  /** Everything below an address, the address itself not, in the order of the files' names; with "" everything. */
  below(address: string): readonly Value[] {
    return filesIn(this.folderOf(address)).flatMap((file) => (readJson(file) as Value | undefined) ?? []);
  }

  private folderOf(address: string): string {
    const segments = address.toLowerCase().split("/").filter(Boolean);
    return path.join(this.folder, ...segments.map(fileName));
  }
}

function readJson(file: string): unknown {
  const text = unlessMissing(() => readFileSync(file, "utf8"));
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON`, { cause: error });
  }
}

function filesIn(folder: string): readonly string[] {
  const entries = unlessMissing(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const whole = path.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(whole) : entry.name.endsWith(EXTENSION) ? [whole] : [];
    });
}

/** A file may go between being listed and being read: another provider's process writes here too. */
function unlessMissing<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

/** A segment as a name that no file system takes for something else. */
function fileName(segment: string): string {
  return encodeURIComponent(segment).replace(/^\.+$/, (dots) => "%2E".repeat(dots.length));
}
