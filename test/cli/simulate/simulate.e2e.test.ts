import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { StandInfo } from "../../../simulator/stand";
import { servedPlan } from "../../simulator/stand/served-plan";
import { ended, start } from "../project";

const ROOT = path.resolve(__dirname, "../../..");

describe("bulwark simulate, as a person or a build runs it", function () {
  this.timeout(120_000);

  let folder: string;
  let plan: string;
  let running: ReturnType<typeof start> | undefined;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulwark-simulate-e2e-"));
    plan = path.join(folder, "plan.json");
    writeFileSync(plan, JSON.stringify(servedPlan()));
  });
  afterEach(() => {
    running?.kill("SIGKILL");
    running = undefined;
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("serves once its line is out, until SIGTERM", async () => {
    running = start(ROOT, ["simulate", "--plan", plan, "--json"]);
    const end = ended(running);
    const [line] = (await once(createInterface(running.stdout), "line")) as [string];
    const { servers } = JSON.parse(line) as StandInfo;
    const response = await fetch(servers[0]?.url ?? "", { method: "POST" });
    assert.equal(response.status, 401);
    running.kill("SIGTERM");
    const { exitCode, out } = await end;
    assert.equal(exitCode, 0);
    assert.equal(out, `${line}\n`);
  });

  it("tells a mistake to the person, and under --json to the machine", async () => {
    const { exitCode, out, log } = await ended(start(ROOT, ["simulate", "--plan", "nowhere.json", "--json"]));
    assert.equal(exitCode, 2);
    assert.match((JSON.parse(out) as { error: { message: string } }).error.message, /nowhere\.json/);
    assert.match(log, /nowhere\.json/);
    assert.doesNotMatch(log, /^\s+at .*:\d+/mu, "a stack trace");
  });
});
