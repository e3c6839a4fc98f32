import assert from "node:assert/strict";
import { Progress } from "../../../cli/preview/progress";
import type { EngineEvent } from "../../../simulator/engine";
import { recorder } from "../recorder";

const events: EngineEvent[] = [
  { kind: "phase", phase: "starting" },
  { kind: "phase", phase: "program" },
  ...Array.from({ length: 200 }, (_, index): EngineEvent => ({
    kind: "resource",
    urn: "urn",
    type: "a:b:C",
    count: index + 1,
  })),
  { kind: "phase", phase: "policies" },
  { kind: "phase", phase: "done" },
];

describe("progress", () => {
  it("is one line for each phase where nobody looks", () => {
    const log = recorder();
    const progress = new Progress(log);
    events.forEach(progress.onEvent);
    progress.end();
    assert.equal(
      log.text,
      "Starting the program and the policy pack\nRunning the program\nJudging the plan: 200 registered\n",
    );
  });

  it("is one line, rewritten and at last removed, on a terminal", () => {
    const log = recorder(true, 30);
    const progress = new Progress(log);
    events.forEach(progress.onEvent);
    progress.end();
    assert.doesNotMatch(log.text, /\n/u);
    assert.match(log.text, /Judging the plan: 200 registe\r\u001B\[2K$/u);
    assert.ok(log.text.split("\r").length < 20, "it flickers");
  });

  it("what the program and the pack log stands on lines of its own, made safe", () => {
    const log = recorder(true);
    const progress = new Progress(log);
    progress.onEvent({ kind: "phase", phase: "program" });
    progress.onEvent({ kind: "diagnostic", severity: "warning", message: "odd\u001B[2J" });
    progress.onEvent({ kind: "diagnostic", severity: "debug", message: "too much" });
    assert.match(log.text, /\r\u001B\[2Kwarning: odd\n$/u);
  });
});
