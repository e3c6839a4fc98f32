/**
 * What the children's processes leave out. Nothing of it shows in a plan or in a verdict; together it is about half of
 * the time that a person waits for a preview (measured on the blueprint's own program and pack: docs/performance.md).
 * A program that fails is run again with all of it, to tell where.
 */

/** What a child leaves out. */
interface Leaner {
  /** No TypeScript is compiled: what is run is JavaScript. */
  readonly compiled: boolean;
}

/**
 * What the SDK loads at once and a preview never asks for: `@npmcli/arborist` finds the packages that a serialised
 * function needs; OpenTelemetry's parts send traces, when somebody has asked for them. Loaded when first used.
 */
const SELDOM_USED = [
  "@npmcli/arborist",
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
];

/** Runs in the child, before the runner; `require` resolves from the runner's own file. Refers to nothing around it. */
function lighten(require: NodeJS.Require, { compiled }: Leaner, seldomUsed: readonly string[]): void {
  type Exports = Record<string | symbol, unknown>;
  const fileOf = (name: string): string | undefined => {
    try {
      return require.resolve(name);
    } catch {
      return undefined;
    }
  };
  const stand = (file: string, exports: unknown): void => {
    const module: unknown = { id: file, filename: file, loaded: true, exports };
    require.cache[file] = module as NodeJS.Module;
  };
  /** Puts a stand-in for a module that loads it when anything but what is known is asked of it. */
  const whenAsked = (file: string, known: Exports): void => {
    let loaded: Exports | undefined;
    const load = (): Exports => {
      Reflect.deleteProperty(require.cache, file);
      return require(file) as Exports;
    };
    const get = (_target: Exports, name: string | symbol): unknown =>
      name in known ? known[name] : (loaded ??= load())[name];
    stand(file, new Proxy<Exports>({}, { get }));
  };
  for (const name of seldomUsed) {
    const file = fileOf(name);
    if (file !== undefined) {
      // What asks first is TypeScript's `__importStar`: whether it may hand the module on as it is.
      whenAsked(file, { __esModule: true });
    }
  }
  if (compiled) {
    // The SDK loads the compiler for programs in TypeScript and to serialise functions.
    const { version } = require("typescript/package.json") as { version: string };
    whenAsked(require.resolve("typescript"), { version });
    stand(require.resolve("ts-node"), { VERSION: "", register: () => undefined });
  }
  // Debug messages are answered one by one, three or more for each resource, and nobody keeps them.
  const log = require("../../log") as { debug: () => Promise<void> };
  log.debug = () => Promise.resolve();
  const resource = require("../../resource") as {
    Resource: { callsites: () => readonly unknown[] };
    mergeOptions: (one: unknown, other: unknown) => unknown;
  };
  // The place in the source of every resource, through source maps: no part of a plan.
  resource.Resource.callsites = () => [];
  // A class of azure-native says under which names each API version has known it: up to 60 aliases, each worked out for
  // each resource. They lead to the resource's older state, and a first deployment has none.
  const { mergeOptions } = resource;
  const isRename = (alias: unknown): boolean =>
    typeof alias === "object" &&
    alias !== null &&
    Object.keys(alias).length === 1 &&
    "type" in alias &&
    typeof alias.type === "string" &&
    alias.type.startsWith("azure-native:");
  const areRenames = (options: unknown): boolean =>
    typeof options === "object" &&
    options !== null &&
    Object.keys(options).length === 1 &&
    "aliases" in options &&
    Array.isArray(options.aliases) &&
    options.aliases.every(isRename);
  const merge = (one: unknown, other: unknown): unknown => mergeOptions(one, areRenames(other) ? {} : other);
  resource.mergeOptions = merge;
  (require("../..") as { mergeOptions: typeof merge }).mergeOptions = merge;
}

/**
 * The option of Node.js that makes a child start lighter.
 *
 * @param runner the script that the child runs, of the package `@pulumi/pulumi`
 */
export function lighterStart(runner: string, leaner: Leaner): string {
  const code = `import { createRequire } from "node:module";
    (${lighten.toString()})(createRequire(${JSON.stringify(runner)}), ${JSON.stringify(leaner)}, ${JSON.stringify(SELDOM_USED)});`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
