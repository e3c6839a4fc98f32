/**
 * What the children's processes leave out. Nothing of it shows in a plan or in a verdict; together it is a third of the
 * time that a person waits for a preview (measured on the blueprint's own program and pack). A program that fails is run
 * again with all of it, to tell where.
 */

/** What a child leaves out. */
interface Leaner {
  /** No TypeScript is compiled: what is run is JavaScript. */
  readonly compiled: boolean;
}

/** Runs in the child, before the runner; `require` resolves from the runner's own file. Refers to nothing around it. */
function lighten(require: NodeJS.Require, { compiled }: Leaner): void {
  if (compiled) {
    // The SDK loads the compiler for programs in TypeScript and to serialise functions: here, when it is first asked.
    const file = require.resolve("typescript");
    const { version } = require("typescript/package.json") as { version: string };
    let typescript: Record<string | symbol, unknown> | undefined;
    const load = (): Record<string | symbol, unknown> => {
      Reflect.deleteProperty(require.cache, file);
      return require(file) as Record<string | symbol, unknown>;
    };
    const whenAsked = new Proxy<Record<string | symbol, unknown>>(
      {},
      { get: (_target, name) => (name === "version" ? version : (typescript ??= load())[name]) },
    );
    const stand = (path: string, exports: unknown): void => {
      const module: unknown = { id: path, filename: path, loaded: true, exports };
      require.cache[path] = module as NodeJS.Module;
    };
    stand(file, whenAsked);
    stand(require.resolve("ts-node"), { VERSION: "", register: () => undefined });
  }
  // Debug messages are answered one by one, three or more for each resource, and nobody keeps them.
  const log = require("../../log") as { debug: () => Promise<void> };
  log.debug = () => Promise.resolve();
  // The place in the source of every resource, through source maps: no part of a plan.
  const { Resource } = require("../../resource") as { Resource: { callsites: () => readonly unknown[] } };
  Resource.callsites = () => [];
}

/**
 * The option of Node.js that makes a child start lighter.
 *
 * @param runner the script that the child runs, of the package `@pulumi/pulumi`
 */
export function lighterStart(runner: string, leaner: Leaner): string {
  const code = `import { createRequire } from "node:module";
    (${lighten.toString()})(createRequire(${JSON.stringify(runner)}), ${JSON.stringify(leaner)});`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
