import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ExpressionError } from "../../../../simulator/gateway/expressions/types";
import { Laboratory, place } from "./laboratory";

const endless = "@{ while (true) { } }";
const add = "@(1 + 1)";

/** Processes whose parent is the one given. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc").flatMap((entry) => {
    try {
      const status = readFileSync(`/proc/${entry}/status`, "utf8");
      return Number(/^PPid:\s*(\d+)/mu.exec(status)?.[1]) === parent && /^Name:\s*mono/mu.test(status)
        ? [Number(entry)]
        : [];
    } catch {
      // Not a process, or no longer one.
      return [];
    }
  });
}

function alive(id: number): boolean {
  try {
    return !/^State:\s*Z/mu.test(readFileSync(`/proc/${String(id)}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe("the process that runs expressions", () => {
  const laboratory = new Laboratory(1000);
  before(() => laboratory.host.load([endless, add].map((code) => ({ code, place }))));

  const outcome = (evaluation: Promise<{ text: string }>) =>
    evaluation.then(
      ({ text }) => text,
      (error: unknown) => (error instanceof ExpressionError ? error.exception : String(error)),
    );

  it("answers requests that come at once, each with its own", async () => {
    const code = '@((string)context.Variables["mine"] + context.Request.Body.As<string>())';
    assert.deepEqual(await laboratory.problems(code), []);
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const context = laboratory.open({ body: Buffer.from(`${String(index)}${"x".repeat(index * 10)}`) });
        context.setVariable("mine", `${String(index)}:`);
        const { text } = await context.evaluate(code);
        context.close();
        return text === `${String(index)}:${String(index)}${"x".repeat(index * 10)}`;
      }),
    );
    assert(answers.every(Boolean));
  });

  it("is killed with an expression that does not end; the next request works", async () => {
    const [before, stuck, behind] = [laboratory.open(), laboratory.open(), laboratory.open()];
    const outcomes = await Promise.all([
      outcome(before.evaluate(add)),
      outcome(stuck.evaluate(endless)),
      outcome(behind.evaluate(add)),
    ]);
    assert.deepEqual(outcomes, ["2", "Timeout", "WorkerDied"]);
    assert.equal(await outcome(laboratory.open().evaluate(add)), "2");
  });

  it("tells a request whose variables died with it, and does not answer from an empty context", async () => {
    const [kept, stuck] = [laboratory.open(), laboratory.open()];
    kept.setVariable("x", 1);
    assert.equal((await kept.variable("x"))?.text, "1");
    assert.equal(await outcome(stuck.evaluate(endless)), "Timeout");
    assert.equal(await outcome(kept.evaluate(add)), "WorkerDied");
    await assert.rejects(kept.variable("x"), { exception: "WorkerDied" });
  });

  it("does not count the time that others take", async () => {
    const slow = "@{ var n = 0L; for (var i = 0L; i < 30000000; i++) { n += i; } return n > 0; }";
    assert.deepEqual(await laboratory.problems(slow), []);
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => outcome(laboratory.open().evaluate(slow))));
    assert.deepEqual(new Set(outcomes), new Set(["True"]));
  });

  it("is there again after an expression that eats all memory", async () => {
    const hungry = "@{ var all = new List<byte[]>(); while (true) { all.Add(new byte[10000000]); } }";
    assert.deepEqual(await laboratory.problems(hungry), []);
    assert.match(await outcome(laboratory.open().evaluate(hungry)), /^(?:OutOfMemoryException|WorkerDied|Timeout)$/);
    assert.equal(await outcome(laboratory.open().evaluate(add)), "2");
  });

  it("is gone after close, and says so", async () => {
    const others = new Set(childrenOf(process.pid));
    const host = await new Laboratory().start();
    await host.load([{ code: add, place }]);
    const own = childrenOf(process.pid).filter((id) => !others.has(id));
    assert.equal(own.length, 1);
    await host.close();
    assert.deepEqual(own.filter(alive), []);
    await assert.rejects(host.load([{ code: "@(5)", place }]), /closed/);
  });

  it("does not outlive its parent, even where an expression does not end", async () => {
    const program = `
      const { startExpressionHost } = require(${JSON.stringify(path.resolve("simulator/gateway/expressions"))});
      const url = { scheme: "http", host: "h", port: 80, path: "/", query: "" };
      startExpressionHost({ clock: { now: Date.now }, timeoutMs: 1000 }).then(async (host) => {
        await host.load([{ code: ${JSON.stringify(endless)}, place: {} }]);
        const request = { method: "GET", url, originalUrl: url, headers: [], ipAddress: "", matchedParameters: {} };
        host.open(request, { requestId: "6a0a1a3c-5b0e-4d53-8f4f-6a8b3f1e2d3c", timestampMs: 0 }).evaluate(${JSON.stringify(endless)});
        setTimeout(() => console.log("looping"), 100);
      });`;
    const parent = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(parent.stdout, "data");
    const [child] = childrenOf(parent.pid ?? 0);
    assert(child !== undefined && alive(child));
    parent.kill("SIGKILL");
    const deadline = Date.now() + 8000;
    while (alive(child) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(alive(child), false);
  });
});
