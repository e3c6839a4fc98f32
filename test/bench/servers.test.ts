import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { locksOfServers, withServers } from "../../bench/servers";
import { projectRoot } from "../planned-stack";

const DEV = readFileSync(path.join(projectRoot, "stacks/Pulumi.dev.yaml"), "utf8");

interface StackFile {
  readonly config: Readonly<Record<string, unknown>> & {
    readonly "bulwark:servers": readonly { readonly name: string }[];
  };
}

describe("the benchmark's stack files", () => {
  it("hold as many servers as are asked for, each under a name of its own, and all else as it was", () => {
    const before = parse(DEV) as StackFile;
    const after = parse(withServers(DEV, 25)) as StackFile;
    const names = after.config["bulwark:servers"].map(({ name }) => name);
    assert.equal(new Set(names).size, 25);
    assert.deepEqual(
      { ...after.config, "bulwark:servers": [] },
      JSON.parse(JSON.stringify({ ...before.config, "bulwark:servers": [] })),
    );
  });

  it("have a lock for each server, which is its model's under its own name", () => {
    const locks = locksOfServers(DEV, 4, (server) => JSON.stringify({ server, tools: [server], previous: [1] }));
    const read = [...locks].map(([name, text]) => [name, JSON.parse(text) as unknown]);
    assert.equal(read.length, 4);
    assert.deepEqual(read[3], ["trails-004", { server: "trails-004", tools: ["trails"], previous: [] }]);
  });

  it("cannot be made of one without servers", () => {
    assert.throws(() => withServers("config:\n  bulwark:owner: a@example.com\n", 2), /no bulwark:servers/);
  });
});
