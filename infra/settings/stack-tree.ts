import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from "yaml";
import { fullKey } from "./keys";
import type { KeyPath, Position } from "./mistakes";

/** A key of a map with what stands there. */
export interface Entry {
  readonly key: string;
  readonly pair: Pair;
}

/** The parsed text of a stack file, by key paths: aliases are followed, and keys of `config` have their full form. */
export class StackTree {
  /**
   * @param project the Pulumi project's name: the namespace of keys that have none
   */
  public constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly project: string,
  ) {}

  /** Entries at the top of the file, beside `config`. */
  public get top(): Entry[] {
    return this.entries(this.document.contents);
  }

  /** Entries of `config`. */
  public get config(): Entry[] {
    return this.entries(this.configPair()?.value).map(({ key, pair }) => ({ key: fullKey(key, this.project), pair }));
  }

  /** Entries of a map; none when the node is something else. */
  public entries(node: unknown): Entry[] {
    const map = this.resolved(node);
    return isMap(map) ? map.items.map((pair) => ({ key: keyText(pair.key), pair })) : [];
  }

  /** What an alias stands for; any other node itself. */
  public resolved(node: unknown): Node | undefined {
    const at = isAlias(node) ? node.resolve(this.document) : node;
    return isNode(at) ? at : undefined;
  }

  /** Where the path leads, or the last step of it that the file has. */
  public locate(path: KeyPath, part: "key" | "value"): Position | undefined {
    let last: Pair | Node | undefined = this.configPair();
    for (const [index, step] of path.entries()) {
      const next = this.step(last, step, index === 0);
      if (next === undefined) {
        return this.place(last, "key");
      }
      last = next;
    }
    return this.place(last, part);
  }

  /**
   * Where an entry or an item of a list stands. A list or a map is told by its key: its own start is that of its first
   * entry, which is not what is meant.
   */
  public place(at: Pair | Node | undefined, part: "key" | "value"): Position | undefined {
    if (!isPair(at)) {
      return this.start(at);
    }
    const value = isScalar(at.value) && at.value.source !== "" ? at.value : undefined;
    return this.start(part === "value" && value !== undefined ? value : at.key);
  }

  private step(from: Pair | Node | undefined, step: PropertyKey, top: boolean): Pair | Node | undefined {
    const node = this.resolved(isPair(from) ? from.value : from);
    if (typeof step === "number") {
      const item = isSeq(node) ? node.items[step] : undefined;
      return isNode(item) ? item : undefined;
    }
    return (top ? this.config : this.entries(node)).find(({ key }) => key === step)?.pair;
  }

  private start(node: unknown): Position | undefined {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset === undefined) {
      return undefined;
    }
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  private configPair(): Pair | undefined {
    return this.top.find(({ key }) => key === "config")?.pair;
  }
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function isPair(at: Pair | Node | undefined): at is Pair {
  return at !== undefined && "key" in at && !("range" in at);
}

/** Whether something that the parser made is a node: a value, and not a key with its value. */
export function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
