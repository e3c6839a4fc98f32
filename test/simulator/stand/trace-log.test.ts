import assert from "node:assert/strict";
import { TraceLog } from "../../../simulator/stand/trace-log";

function logged(message: string): unknown {
  const log = new TraceLog();
  log.add({ source: "bulwark-audit", severity: "information", message, at: 0 });
  return log.all()[0];
}

describe("what a test sees of the gateway's traces", () => {
  it("is the members of the message, and its source", () => {
    assert.deepEqual(logged('{"decision":"deny","tool":null}'), {
      decision: "deny",
      tool: null,
      source: "bulwark-audit",
    });
  });

  it("names the true source, whatever the message says of it", () => {
    assert.deepEqual(logged('{"source":"forged"}'), { source: "bulwark-audit" });
  });

  for (const message of ["not JSON", "[1]", "null", '"text"', ""]) {
    it(`keeps what is no JSON object as it is: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(logged(message), { message, source: "bulwark-audit" });
    });
  }
});
