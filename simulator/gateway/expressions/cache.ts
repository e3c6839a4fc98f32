/** Compiled expressions are kept: what was compiled and held to the list once is not compiled again. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { CompileError } from "./mcs";

/** What is known of an expression: the assembly it stands in, or why there is none. Lines count from the expression's first. */
export interface CacheRecord {
  /** File name. */
  readonly assembly?: string;
  readonly errors?: readonly CompileError[];
  readonly refused?: readonly Refused[];
}

/** What an expression uses that API Management does not allow. */
export interface Refused {
  /** Of the expression's class. */
  readonly name: string;
  /** What the source calls it, to find its line; empty where nothing in it does. */
  readonly word: string;
  readonly problem: string;
}

/** Several processes use a folder at once: every file is written whole, under another name, and then named. */
export class ExpressionCache {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  read(expression: string): CacheRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.file(`${expression}.json`), "utf8")) as CacheRecord;
    } catch {
      // Not there yet.
      return undefined;
    }
  }

  async write(expression: string, record: CacheRecord): Promise<void> {
    await this.build((scratch) => {
      writeFileSync(path.join(scratch, "record"), JSON.stringify(record));
      renameSync(path.join(scratch, "record"), this.file(`${expression}.json`));
    });
  }

  /** Gives a folder to work in, and removes it. */
  async build<T>(work: (scratch: string) => T | Promise<T>): Promise<T> {
    const scratch = mkdtempSync(this.file("build-"));
    try {
      return await work(scratch);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

/**
 * @param key changes with everything that the content depends on
 * @returns `$XDG_CACHE_HOME/bulwark/expressions-<key>`, `~/.cache` where the variable is not set
 */
export function cacheFolder(key: string): string {
  const base = process.env.XDG_CACHE_HOME;
  const caches = base === undefined || base === "" ? path.join(homedir(), ".cache") : base;
  return path.join(caches, "bulwark", `expressions-${key}`);
}
