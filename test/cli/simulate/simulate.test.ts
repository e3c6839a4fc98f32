import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ExitCode } from "../../../cli/exit-code";
import { main } from "../../../cli/main";
import { MistakeError } from "../../../cli/mistake";
import { runSimulate, type SimulateCall } from "../../../cli/simulate/run";
import { openStand } from "../../../cli/simulate/stand";
import type { Plan } from "../../../plan/format";
import type { StandInfo } from "../../../simulator/stand";
import { resource, SERVICE, smallPlan } from "../../simulator/planned/small-plan";
import { servedPlan } from "../../simulator/stand/served-plan";
import { recorder } from "../recorder";

const ROOT = path.resolve(__dirname, "../../..");

describe("bulwark simulate", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulwark-simulate-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function planFile(plan: Plan | string): string {
    const file = path.join(folder, "plan.json");
    writeFileSync(file, typeof plan === "string" ? plan : JSON.stringify(plan));
    return file;
  }

  async function run(call: Partial<SimulateCall>) {
    const terminal = { out: recorder(), log: recorder() };
    const exitCode = await runSimulate(
      { root: ROOT, folder, stack: "dev", port: 0, maxSeconds: 0.05, signal: new AbortController().signal, ...call },
      terminal,
    );
    return { exitCode, out: terminal.out.text, log: terminal.log.text };
  }

  const mistake = async (call: Partial<SimulateCall>): Promise<MistakeError> => {
    try {
      await run(call);
    } catch (error) {
      assert.ok(error instanceof MistakeError, String(error));
      return error;
    }
    return assert.fail("it served");
  };

  it("prints exactly one line of JSON, and ends by itself with 0", async () => {
    const { exitCode, out, log } = await run({ plan: planFile(servedPlan()) });
    assert.equal(exitCode, ExitCode.passed);
    assert.equal(out.split("\n").length, 2);
    const info = JSON.parse(out) as StandInfo;
    assert.deepEqual(
      info.servers.map(({ name }) => name),
      ["trails"],
    );
    assert.match(log, /Ended by itself after 0\.05 seconds/);
    await assert.rejects(fetch(info.gateway));
    await assert.rejects(fetch(info.control));
  });

  it("ends with 0 when it is told to while it serves, and stops everything", async () => {
    const controller = new AbortController();
    const terminal = { out: recorder(), log: recorder() };
    const running = runSimulate(
      {
        root: ROOT,
        folder,
        stack: "dev",
        port: 0,
        maxSeconds: 60,
        signal: controller.signal,
        plan: planFile(servedPlan()),
      },
      terminal,
    );
    const ended = running.then(
      () => true,
      () => true,
    );
    while (terminal.out.text === "") {
      assert.ok((await Promise.race([ended, wait(20)])) !== true, terminal.log.text);
    }
    const { gateway } = JSON.parse(terminal.out.text) as StandInfo;
    assert.equal((await fetch(`${gateway}/trails/mcp`, { method: "POST" })).status, 401);
    controller.abort();
    assert.equal(await running, ExitCode.passed);
    await assert.rejects(fetch(gateway));
  });

  it("is interrupted where it is told to end before it serves", async () => {
    const { kind } = await mistake({ plan: planFile(servedPlan()), signal: AbortSignal.abort() });
    assert.equal(kind, "interrupted");
  });

  it("names what is wrong with a file that is no plan", async () => {
    const { kind, details } = await mistake({ plan: planFile("{}") });
    assert.equal(kind, "usage");
    assert.match(details.join(), /This is not a plan: its version is null/);
  });

  it("names every value of the plan that nothing explains, each with its place", async () => {
    const unknown = (name: string) =>
      resource("azure-native:apimanagement:NamedValue", name, {
        ...SERVICE,
        value: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      });
    const { details } = await mistake({ plan: planFile(smallPlan(unknown("one"), unknown("two"))) });
    assert.equal(details.length, 2);
    assert.match(details[0] ?? "", /NamedValue::one: value is unknown/);
  });

  it("names what API Management would refuse, with document and line", async () => {
    const { message, details } = await mistake({ plan: planFile(servedPlan("<no-such-policy />")) });
    assert.match(message, /API Management would refuse/);
    assert.match(details.join("\n"), /line \d+: .*no-such-policy/);
  });

  it("names a port that is taken", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo;
    try {
      const { message } = await mistake({ plan: planFile(servedPlan()), port });
      assert.match(message, new RegExp(`Port ${port} is taken`));
    } finally {
      holder.close();
    }
  });

  for (const [option, value] of [
    ["--port", "70000"],
    ["--port", "x"],
    ["--max-seconds", "0"],
    ["--stack", "../dev"],
  ] as const) {
    it(`refuses ${option} ${value}`, async () => {
      const terminal = { out: recorder(), log: recorder() };
      const { signal } = new AbortController();
      const engine = () => assert.fail("the engine was asked");
      const call = ["simulate", option, value];
      assert.equal(await main(call, { root: ROOT, folder, terminal, engine, signal }), ExitCode.mistaken);
      assert.equal(terminal.out.text, "");
      assert.ok(terminal.log.text.includes(option), terminal.log.text);
    });
  }

  it("previews the stack where no plan is given", async () => {
    const asked: string[] = [];
    const stand = await openStand(
      { root: ROOT, folder, stack: "dev", port: 0, signal: new AbortController().signal, onEvent: () => undefined },
      ({ root, stack }) => {
        asked.push(root, stack);
        return Promise.resolve(servedPlan());
      },
    );
    await stand.close();
    assert.deepEqual(asked, [ROOT, "dev"]);
  });
});
