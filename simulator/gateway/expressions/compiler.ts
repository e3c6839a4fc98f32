/** From expressions to assemblies that were held to API Management's list. */
import { createHash } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CacheRecord, ExpressionCache, Refused } from "./cache";
import { mcs, type CompileError } from "./mcs";
import { problemsOf } from "./problems";
import { sourceFile } from "./source";
import type { ExpressionProblem, ExpressionSource } from "./types";

/** One that can be run. */
export interface CompiledExpression {
  readonly code: string;
  /** Of its class. */
  readonly name: string;
  /** Path of the assembly. */
  readonly assembly: string;
}

/** Finds what an assembly uses that API Management does not allow. */
export type Check = (assembly: string) => Promise<readonly Refused[]>;

export interface Compilation {
  readonly expressions: readonly CompiledExpression[];
  readonly problems: readonly ExpressionProblem[];
}

export class ExpressionCompiler {
  constructor(
    private readonly cache: ExpressionCache,
    private readonly host: string,
  ) {}

  async compile(sources: readonly ExpressionSource[], check: Check): Promise<Compilation> {
    const files = sources.map((source) => ({ source, file: sourceFile(source.code) }));
    const texts = new Map(files.flatMap(({ file }) => ("text" in file ? [[file.name, file.text]] : [])));
    const records = await this.records(texts, check);
    const expressions = new Map<string, CompiledExpression>();
    const problems: ExpressionProblem[] = [];
    for (const { source, file } of files) {
      const record = "text" in file ? records.get(file.name) : undefined;
      if ("text" in file && record?.assembly !== undefined) {
        const assembly = this.cache.file(record.assembly);
        expressions.set(source.code, { code: source.code, name: file.name, assembly });
      }
      problems.push(...problemsOf(source, "text" in file ? record : file));
    }
    return { expressions: [...expressions.values()], problems };
  }

  private async records(texts: ReadonlyMap<string, string>, check: Check): Promise<Map<string, CacheRecord>> {
    const records = new Map<string, CacheRecord>();
    const fresh = new Map<string, string>();
    for (const [name, text] of texts) {
      const record = this.cache.read(name);
      if (record === undefined) fresh.set(name, text);
      else records.set(name, record);
    }
    for (const [name, record] of await this.compileFresh(fresh, check)) {
      await this.cache.write(name, record);
      records.set(name, record);
    }
    return records;
  }

  private async compileFresh(fresh: ReadonlyMap<string, string>, check: Check): Promise<Map<string, CacheRecord>> {
    const records = new Map<string, CacheRecord>();
    const left = new Map(fresh);
    // An error of syntax in one file hides errors of meaning in the others: what is left is compiled again.
    while (left.size > 0) {
      const { errors, assembly } = await this.batch(left);
      if (errors.length === 0) {
        const refused = await check(this.cache.file(assembly));
        for (const name of left.keys()) {
          const own = refused.filter((each) => each.name === name);
          records.set(name, own.length === 0 ? { assembly } : { refused: own });
        }
        return records;
      }
      for (const name of new Set(errors.map(({ file }) => file))) {
        if (!left.delete(name)) throw new Error(`The C# compiler names a file that it was not given: ${name}`);
        records.set(name, { errors: errors.filter(({ file }) => file === name) });
      }
    }
    return records;
  }

  private batch(
    texts: ReadonlyMap<string, string>,
  ): Promise<{ readonly errors: readonly CompileError[]; readonly assembly: string }> {
    const hash = createHash("sha256")
      .update([...texts.keys()].sort().join())
      .digest("hex")
      .slice(0, 32);
    const assembly = `B_${hash}.dll`;
    return this.cache.build(async (scratch) => {
      const files = [...texts].map(([name, text]) => {
        const file = path.join(scratch, `${name}.cs`);
        writeFileSync(file, text);
        return file;
      });
      const target = path.join(scratch, assembly);
      const errors = await mcs(files, target, [this.host]);
      if (errors.length === 0) renameSync(target, this.cache.file(assembly));
      return { errors, assembly };
    });
  }
}
