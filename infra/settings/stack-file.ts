import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from "yaml";
import { isRead } from "./keys";
import type { KeyPath, Mistake, Position } from "./mistakes";
import { isNode, StackTree, type Entry } from "./stack-tree";
import { trapOf, type Trap } from "./yaml-traps";

/** A stack file as it is written: what the values in the runtime's configuration no longer show. */
export interface StackFile {
  /** What is wrong with how it is written, for keys that the program reads. */
  readonly mistakes: readonly Mistake[];
  /** Values that YAML does not read as they are written, with where they stand. */
  readonly traps: readonly PlacedTrap[];
  /** Whether it is YAML at all; if not, `mistakes` says where. */
  readonly readable: boolean;
  /** Paths of our values that are encrypted (`secure:`). */
  readonly encrypted: readonly KeyPath[];
  /** Where a value stands, or the nearest thing around it that the file has. */
  locate(path: KeyPath): Position | undefined;
  /** Where a key stands. */
  locateKey(path: KeyPath): Position | undefined;
}

/** A trap and where it stands. */
export interface PlacedTrap extends Trap {
  readonly path: KeyPath;
  readonly position: Position | undefined;
}

/**
 * @param text the file's content
 * @param project the Pulumi project's name: the namespace of keys that have none
 */
export function readStackFile(text: string, project: string): StackFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: false, logLevel: "error" });
  if (document.errors.length > 0) {
    const mistakes = document.errors.map((error): Mistake => {
      const { line, col } = lines.linePos(error.pos[0]);
      return { path: [], message: `this is not YAML: ${whatParserSays(error)}`, position: { line, column: col } };
    });
    return { mistakes, traps: [], readable: false, encrypted: [], locate: () => undefined, locateKey: () => undefined };
  }
  const tree = new StackTree(document, lines, project);
  const reading = new Reading(tree);
  return {
    mistakes: reading.mistakes,
    traps: reading.traps,
    readable: true,
    encrypted: reading.encrypted,
    locate: (path) => tree.locate(path, "value"),
    locateKey: (path) => tree.locate(path, "key"),
  };
}

function whatParserSays(error: { code: string; message: string }): string {
  if (error.code === "TAB_AS_INDENT") {
    return "a tab stands where YAML is indented with spaces";
  }
  const [first = ""] = error.message.split(/ at line \d+|\n/);
  return first;
}

/** One walk over what the program reads, noting what the runtime's configuration does not show. */
class Reading {
  public readonly mistakes: Mistake[] = [];
  public readonly traps: PlacedTrap[] = [];
  public readonly encrypted: KeyPath[] = [];
  /** What the walk is inside of, so that an alias of something around it does not make the file endless. */
  private readonly around = new Set<Node>();

  public constructor(private readonly tree: StackTree) {
    this.refuseDuplicates(tree.top, []);
    const read = tree.config.filter(({ key }) => isRead(key));
    this.refuseDuplicates(read, []);
    for (const { key, pair } of read) {
      this.read(pair.value, [key], pair);
    }
  }

  private read(value: unknown, path: KeyPath, holder: Pair | Node): void {
    const node = this.tree.resolved(value);
    if (node === undefined || this.around.has(node)) {
      return;
    }
    this.around.add(node);
    const position = this.tree.place(holder, "value");
    if (node.tag !== undefined) {
      const message = `a tag (${node.tag}) changes what YAML reads: write the value without it, text in quotes`;
      this.mistakes.push({ path, message, position, covers: path });
    } else if (isScalar(node)) {
      const trap = trapOf(node);
      if (trap !== undefined) {
        this.traps.push({ ...trap, path, position });
      }
    } else if (isSeq(node)) {
      node.items.filter(isNode).forEach((item, index) => {
        this.read(item, [...path, index], item);
      });
    } else if (isMap(node)) {
      this.readMap(node, path, holder);
    }
    this.around.delete(node);
  }

  private readMap(map: Node, path: KeyPath, holder: Pair | Node): void {
    const entries = this.tree.entries(map);
    if (entries.length === 1 && entries[0]?.key === "secure") {
      this.encrypted.push(path);
      const message = "this is encrypted, and none of the settings is secret: write it in the clear";
      this.mistakes.push({ path, message, position: this.tree.place(holder, "key"), covers: path });
      return;
    }
    this.refuseDuplicates(entries, path);
    for (const { key, pair } of entries) {
      if (key === "<<") {
        const message = "YAML's merge key is not read the same everywhere: write the keys out";
        this.mistakes.push({ path: [...path, key], message, position: this.tree.place(pair, "key"), covers: path });
      } else {
        this.read(pair.value, [...path, key], pair);
      }
    }
  }

  /** One reader takes the first, another the last: so neither. */
  private refuseDuplicates(entries: readonly Entry[], map: KeyPath): void {
    const first = new Map<string, Pair>();
    for (const { key, pair } of entries) {
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, pair);
      } else {
        const path = [...map, key];
        const line = String(this.tree.place(earlier, "key")?.line ?? "");
        const message = `the key stands here a second time (first in line ${line}): leave one`;
        this.mistakes.push({ path, message, position: this.tree.place(pair, "key"), covers: path });
      }
    }
  }
}
