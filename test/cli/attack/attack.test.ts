import Ajv2020 from "ajv/dist/2020";
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Attack, Attempt, Benign, Breach } from "../../../attacks/attack";
import schema from "../../../cli/attack/report.schema.json";
import type { AttackReport } from "../../../cli/attack/report";
import { runAttack, type Arsenal, type AttackCall } from "../../../cli/attack/run";
import { MistakeError } from "../../../cli/mistake";
import type { Stand } from "../../../simulator/stand";
import { recorder } from "../recorder";

const isReport = new Ajv2020({ strict: false }).compile(schema);

const BREACH: Breach = { what: "status", expected: "401", seen: "200 \u001b[31mred" };
const good = (name: string): Benign => ({ name, run: () => Promise.resolve([]) });
const bad = (name: string): Benign => ({ name, run: () => Promise.resolve([BREACH]) });

function attackOf(id: string, ...attempts: readonly Attempt[]): Attack {
  return {
    id,
    risk: "MCP07",
    controls: ["MCP07-1"],
    title: `About ${id}`,
    why: "For this test.",
    attempts: () => attempts,
  };
}

describe("bulwark attack", () => {
  let control: Server;
  let closed: number;

  before(async () => {
    control = createServer((_, response) => response.end("{}"));
    await new Promise<void>((resolve) => control.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    closed = 0;
  });
  after(() => {
    control.closeAllConnections();
    control.close();
  });

  /** A stand without servers, whose control port says yes to everything. */
  function open(): Promise<Stand> {
    const { port } = control.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const stand: Pick<Stand, "info" | "close"> = {
      info: { gateway: origin, control: origin, servers: [] },
      close: () => {
        closed += 1;
        return Promise.resolve();
      },
    };
    return Promise.resolve(stand as Stand);
  }

  async function attack(
    arsenal: Arsenal,
    call: Partial<AttackCall> = {},
  ): Promise<{ readonly exitCode: number; readonly out: string; readonly log: string }> {
    const terminal = { out: recorder(), log: recorder() };
    const usual: AttackCall = {
      root: "/",
      folder: "/",
      stack: "dev",
      only: undefined,
      json: false,
      signal: new AbortController().signal,
    };
    const exitCode = await runAttack({ ...usual, ...call }, terminal, arsenal, open);
    return { exitCode, out: terminal.out.text, log: terminal.log.text };
  }

  function reportIn(out: string): AttackReport {
    const report: unknown = JSON.parse(out);
    assert.ok(isReport(report), JSON.stringify(isReport.errors));
    return report as AttackReport;
  }

  it("exits 0 where everything was stopped and everything benign was served, and says so", async () => {
    const { exitCode, out } = await attack({ attacks: [attackOf("one", good("a"), good("b"))], benign: [good("c")] });
    assert.equal(exitCode, 0);
    assert.match(out, /MCP07 .*1 +.*2 +.*2 +.*0/);
    assert.match(out, /Benign requests: 1 of 1 served\./);
    assert.match(out, /Held: nothing got through\./);
    assert.match(out, /nothing was run against Azure/);
    assert.equal(closed, 1);
  });

  it("exits 1 where an attack got through, and tells what was expected and seen", async () => {
    const { exitCode, out } = await attack({ attacks: [attackOf("one", good("a"), bad("b"))], benign: [good("c")] });
    assert.equal(exitCode, 1);
    assert.match(out, /one \(MCP07-1\): b\n {2}status: expected 401, saw 200/);
    assert.match(out, /NOT HELD/);
    assert.doesNotMatch(out, /\u001b/);
  });

  it("exits 1 where a benign request was refused", async () => {
    const { exitCode, out } = await attack({ attacks: [attackOf("one", good("a"))], benign: [bad("c")] });
    assert.equal(exitCode, 1);
    assert.match(out, /a benign request was refused: c/);
  });

  it("exits 1 where nothing was tried at all, or nothing benign was sent", async () => {
    assert.equal((await attack({ attacks: [], benign: [good("c")] })).exitCode, 1);
    assert.equal((await attack({ attacks: [attackOf("one", good("a"))], benign: [] })).exitCode, 1);
  });

  it("prints one document of the committed schema, whatever came of it", async () => {
    const mixed = await attack({ attacks: [attackOf("one", good("a"), bad("b"))], benign: [bad("c")] }, { json: true });
    const report = reportIn(mixed.out);
    assert.deepEqual(
      [report.passed, report.tried, report.stopped, report.through, report.benign],
      [false, 2, 1, 1, { sent: 1, served: 0 }],
    );
    assert.deepEqual(report.attacks[0]?.through, [{ attempt: "b", breaches: [BREACH] }]);
    assert.equal(report.stack, "dev");
    const held = await attack(
      { attacks: [attackOf("one", good("a"))], benign: [good("c")] },
      { json: true, plan: "p" },
    );
    assert.deepEqual([reportIn(held.out).passed, reportIn(held.out).stack, held.exitCode], [true, null, 0]);
  });

  it("makes only the attacks that are named, without the benign requests", async () => {
    const arsenal = { attacks: [attackOf("one", bad("a")), attackOf("two", good("b"))], benign: [bad("c")] };
    const { exitCode, out } = await attack(arsenal, { only: ["two"], json: true });
    assert.equal(exitCode, 0);
    const report = reportIn(out);
    assert.deepEqual(
      report.attacks.map(({ id }) => id),
      ["two"],
    );
    assert.equal(report.benign.sent, 0);
  });

  it("refuses a name that no attack has, and says which there are, before anything is started", async () => {
    await assert.rejects(
      attack({ attacks: [attackOf("one", good("a"))], benign: [] }, { only: ["three"] }),
      (error) => {
        assert.ok(error instanceof MistakeError);
        assert.match(`${error.message} ${error.details.join(" ")}`, /three.*one/);
        return true;
      },
    );
    assert.equal(closed, 0);
  });

  it("stops the stand where it is interrupted", async () => {
    const interruption = new AbortController();
    const ending: Attempt = {
      name: "a",
      run: () => {
        interruption.abort();
        return Promise.resolve([]);
      },
    };
    const call = attack({ attacks: [attackOf("one", ending)], benign: [] }, { signal: interruption.signal });
    await assert.rejects(call, MistakeError);
    assert.equal(closed, 1);
  });
});
