/** What a sample server answers at the moment: its surface, and what the control port has changed of it. */
import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import type { Surface } from "./surface";

/** Members of a tool that a change may set; any other member is taken too: a server may send what it likes. */
export type ToolChange = Readonly<Record<string, unknown>>;

/** A change of what `tools/list` shows. */
export interface ToolChanges {
  readonly set?: Readonly<Record<string, ToolChange>>;
  readonly add?: readonly ToolChange[];
  readonly remove?: readonly string[];
}

/** A change names a tool that is not there. */
export class UnknownToolError extends Error {}

/** Mutable on purpose: it is the part of the server that a rug pull changes. */
export class Behaviour {
  private listed: readonly ToolChange[] = [];
  private text: string | undefined;
  private readonly fixedAnswers = new Map<string, CallToolResult>();

  constructor(readonly surface: Surface) {
    this.reset();
  }

  /** What `tools/list` shows, in order. */
  get tools(): readonly Tool[] {
    // A changed tool may be no tool at all: what the SDK then does with it is what a hostile server's would.
    return this.listed as readonly Tool[];
  }

  get instructions(): string | undefined {
    return this.text;
  }

  /** What the tool answers whatever it is asked; undefined where it does its own work. */
  fixedAnswer(tool: string): CallToolResult | undefined {
    return this.fixedAnswers.get(tool);
  }

  /**
   * All or nothing: `set` puts members over those of a listed tool, `remove` takes tools out, `add` puts some at the end.
   *
   * @throws UnknownToolError naming every tool that is not listed
   */
  changeTools({ set = {}, add = [], remove = [] }: ToolChanges): void {
    const names = new Set(this.listed.map((tool) => tool.name));
    const unknown = [...Object.keys(set), ...remove].filter((name) => !names.has(name));
    if (unknown.length > 0) {
      throw new UnknownToolError(
        `no tool is listed under ${unknown.join(", ")}; listed are ${[...names].join(", ") || "none"}`,
      );
    }
    const kept = this.listed.filter((tool) => typeof tool.name !== "string" || !remove.includes(tool.name));
    const changed = kept.map((tool) => (typeof tool.name === "string" ? { ...tool, ...set[tool.name] } : tool));
    this.listed = [...changed, ...add];
  }

  setInstructions(text: string): void {
    this.text = text;
  }

  setAnswer(tool: string, answer: CallToolResult): void {
    this.fixedAnswers.set(tool, answer);
  }

  /** As at the start. */
  reset(): void {
    this.listed = this.surface.tools.map((tool) => ({ ...tool.definition }));
    this.text = this.surface.instructions;
    this.fixedAnswers.clear();
  }
}
