import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { InterruptedError, preview } from "../../../simulator/engine";
import { packFolder, previewAgain, request } from "./fixture";

/** Processes whose command line holds a text, and the grandchildren that the endless program starts. */
function processesWith(text: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
    } catch {
      return false;
    }
  });
}

/** Children of a process, theirs included. */
function descendantsOf(pid: number): number[] {
  const children = readdirSync("/proc").filter((entry) => {
    try {
      return (
        /^\d+$/.test(entry) &&
        readFileSync(`/proc/${entry}/stat`, "utf8").split(") ").pop()?.split(" ")[1] === String(pid)
      );
    } catch {
      return false;
    }
  });
  return children.flatMap((child) => [Number(child), ...descendantsOf(Number(child))]);
}

function runs(pid: number): boolean {
  try {
    // A zombie has ended: it only waits to be reaped.
    return (
      readFileSync(`/proc/${String(pid)}/stat`, "utf8")
        .split(") ")
        .pop()
        ?.startsWith("Z") === false
    );
  } catch {
    return false;
  }
}

/** Waits until something holds. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    assert(waited < 40_000, `never happened: ${what}`);
    await setTimeout(50);
  }
}

describe("engine: processes", () => {
  const waits = path.join("programs", "waits.js");
  const endless = path.join("programs", "endless.js");
  const GRANDCHILD = "sleep\u00007391";

  it("stops when it is aborted half-way, and leaves no process behind", async () => {
    const abort = new AbortController();
    const policyPacks = [{ path: packFolder("judging") }];
    const previewed = previewAgain("waits", {
      policyPacks,
      signal: abort.signal,
      onEvent: (event) => {
        if (event.kind === "resource" && event.type.endsWith("ResourceGroup")) {
          abort.abort();
        }
      },
    });
    await assert.rejects(previewed, InterruptedError);
    assert.deepEqual(processesWith(waits), []);
  });

  it("does not start what is aborted before it begins", async () => {
    await assert.rejects(previewAgain("waits", { signal: AbortSignal.abort() }), InterruptedError);
    assert.deepEqual(processesWith(waits), []);
  });

  it("ends a program that never lets go, with what that started, when it is aborted", async () => {
    const abort = new AbortController();
    const previewed = preview(request("endless", { signal: abort.signal }));
    previewed.catch(() => undefined);
    await until("the program runs", () => processesWith(endless).length > 0 && processesWith(GRANDCHILD).length > 0);
    abort.abort();
    await assert.rejects(previewed, InterruptedError);
    assert.deepEqual([processesWith(endless), processesWith(GRANDCHILD)], [[], []]);
  });

  it("leaves no process behind even when it is killed itself", async () => {
    const script = path.join(__dirname, "previewing.ts");
    const previewing: ChildProcess = spawn(
      process.execPath,
      ["--require", "ts-node/register/transpile-only", script, "endless"],
      { stdio: "ignore" },
    );
    const { pid = 0 } = previewing;
    await until("the program runs", () => processesWith(GRANDCHILD).length > 0);
    const started = descendantsOf(pid);
    assert(started.length >= 3, `program, its child, guard: ${String(started.length)}`);
    previewing.kill("SIGKILL");
    await until("all have ended", () => !started.some(runs));
    assert.deepEqual([processesWith(endless), processesWith(GRANDCHILD)], [[], []]);
  });
});
