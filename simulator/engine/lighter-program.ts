/**
 * What the program's process leaves out on its first run. Nothing of it shows in a plan; together it is a third of the
 * time that a person waits for a preview (measured on the blueprint's own program). A program that fails is run again
 * with all of it, to tell where.
 */

/** What the program's process does before the runner starts; `require` resolves from the runner's own file. */
function lighten(require: NodeJS.Require): void {
  // TypeScript serves to serialise functions, which few programs do: it is loaded when it is first asked for.
  const shim = require.resolve("../../typescript-shim");
  let typescript: Record<string | symbol, unknown> | undefined;
  const whenAsked = new Proxy<Record<string | symbol, unknown>>(
    {},
    {
      get: (_target, name) => {
        if (typescript === undefined) {
          Reflect.deleteProperty(require.cache, shim);
          typescript = require(shim) as Record<string | symbol, unknown>;
        }
        return typescript[name];
      },
    },
  );
  const lazy: unknown = { id: shim, filename: shim, loaded: true, exports: whenAsked };
  require.cache[shim] = lazy as NodeJS.Module;
  // Debug messages are answered one by one, three or more for each resource, and nobody keeps them.
  const log = require("../../log") as { debug: () => Promise<void> };
  log.debug = () => Promise.resolve();
  // The place in the source of every resource, through source maps: no part of a plan.
  const { Resource } = require("../../resource") as { Resource: { callsites: () => readonly unknown[] } };
  Resource.callsites = () => [];
}

/** The options of Node.js for the first run of a program by this runner. */
export function lighterOptions(runner: string): readonly string[] {
  const code = `import { createRequire } from "node:module"; (${lighten.toString()})(createRequire(${JSON.stringify(runner)}));`;
  // The SDK also takes a stack trace for each registration: without, 1,500 resources took 8 s instead of 21 (measured).
  return ["--stack-trace-limit=0", `--import=data:text/javascript,${encodeURIComponent(code)}`];
}
