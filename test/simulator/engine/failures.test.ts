import assert from "node:assert/strict";
import path from "node:path";
import { failureOf, failureOfProgram, previewOf, request } from "./fixture";
import { preview } from "../../../simulator/engine";

describe("engine: programs that fail", () => {
  it("tells where a program threw", async () => {
    const failure = await failureOfProgram("throws");
    assert.equal(failure.kind, "program");
    assert.equal(failure.message, "The program failed: no servers");
    assert.match(failure.details[0] ?? "", /readTheSettings .*throws\.js:6:9/);
    assert.doesNotMatch(failure.details.join("\n"), /node_modules/);
  });

  it("runs a program that failed a second time only to find out where", async () => {
    const phases: string[] = [];
    await failureOfProgram("throws", { onEvent: (event) => event.kind === "phase" && phases.push(event.phase) });
    assert.deepEqual(phases, ["starting", "program", "tracing"]);
  });

  it("shows a message written for people alone, with no stack and no second run", async () => {
    const phases: string[] = [];
    const failure = await failureOfProgram("run-error", {
      onEvent: (event) => event.kind === "phase" && phases.push(event.phase),
    });
    assert.equal(failure.message, "bulwark:edge: found 'none', allowed in prod: frontDoor");
    assert.deepEqual(failure.details, []);
    assert.deepEqual(phases, ["starting", "program"]);
  });

  it("tells how a program ended that says nothing", async () => {
    const failure = await failureOfProgram("exits");
    assert.match(failure.message, /status 3/);
    assert.deepEqual(failure.details, ["leaving early"]);
  });

  it("takes an error that the program reports and survives for a failure, as the real engine does", async () => {
    const failure = await failureOfProgram("logs-error");
    assert.equal(failure.kind, "program");
    assert.equal(failure.message, "no server has an owner");
  });

  it("notices a promise that is rejected after the program's last line", async () => {
    const failure = await failureOfProgram("rejects");
    assert.equal(failure.message, "The program failed: late trouble");
    assert.match(failure.details.join("\n"), /rejects\.js:1/);
  });

  it("tells of a program that is not JavaScript", async () => {
    const failure = await failureOfProgram("syntax");
    assert.match([failure.message, ...failure.details].join("\n"), /syntax\.js:1.*Unexpected token/s);
  });

  it("tells of a program that is not there", async () => {
    const failure = await failureOf(preview({ ...request("empty"), program: path.join(__dirname, "nowhere.js") }));
    assert.equal(failure.kind, "program");
    assert.match([failure.message, ...failure.details].join("\n"), /nowhere\.js/);
  });

  it("refuses remote components and says where they can be previewed", async () => {
    const failure = await failureOfProgram("remote");
    assert.match([failure.message, ...failure.details].join("\n"), /azure-native:index:Landing 'zone'.*Pulumi CLI/s);
  });

  it("refuses packages that nothing stands in for, by name", async () => {
    const failure = await failureOfProgram("foreign");
    assert.match([failure.message, ...failure.details].join("\n"), /'tls'.*azure-native, azuread, random/s);
  });

  it("previews the next program as if nothing had happened", async () => {
    await failureOfProgram("throws");
    assert.deepEqual((await previewOf("empty")).stackOutputs, { done: true });
  });
});
