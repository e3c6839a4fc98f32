/** The C# compiler of mono. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";

export interface CompileError {
  /** File name without its folder and ending, or the name that a `#line` gave. */
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** Where Debian and mono's own packages put Newtonsoft.Json. */
const newtonsoftPlaces = [
  "/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll",
  "/usr/lib/mono/gac/Newtonsoft.Json/6.0.0.0__b9a188c8922137c6/Newtonsoft.Json.dll",
];

const errorLine =
  /^(?:.*[/\\])?(?<file>[^/\\(]+?)(?:\.cs)?\((?<line>\d+),\d+\): error (?<code>CS\d+): (?<message>.*)$/u;

export function newtonsoft(): string | undefined {
  return newtonsoftPlaces.find((place) => existsSync(place));
}

/**
 * Compiles C# 7.
 *
 * @param target what to write, `.exe` or `.dll`
 * @returns the errors; none: the target is there
 * @throws Error where the compiler itself does not run
 */
export async function mcs(
  sources: readonly string[],
  target: string,
  references: readonly string[],
): Promise<readonly CompileError[]> {
  const library = target.endsWith(".dll") ? ["-target:library"] : [];
  const linked = ["System.Core", "System.Xml", "System.Xml.Linq", newtonsoft() ?? "Newtonsoft.Json", ...references];
  const { failed, output } = await run([
    "-langversion:7",
    "-nologo",
    "-warn:0",
    ...library,
    `-out:${target}`,
    `-r:${linked.join(",")}`,
    ...sources,
  ]);
  const errors = output.split("\n").flatMap((line) => {
    const { file, line: at, code, message } = errorLine.exec(line)?.groups ?? {};
    if (file === undefined || code === undefined || message === undefined) return [];
    return [{ file, line: Number(at), code, message }];
  });
  if (failed && errors.length === 0) throw new Error(`The C# compiler (mcs) failed: ${output.trim()}`);
  return errors;
}

function run(options: readonly string[]): Promise<{ failed: boolean; output: string }> {
  return new Promise((resolve) => {
    const settings = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, LC_ALL: "C.UTF-8" } };
    execFile("mcs", options, settings, (error, stdout, stderr) => {
      resolve({
        failed: error !== null,
        output: `${stdout}\n${stderr}\n${error?.code === "ENOENT" ? error.message : ""}`,
      });
    });
  });
}
