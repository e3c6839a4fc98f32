import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { printable, streamOutput, type ProcessStream } from "../../cli/terminal";

describe("the terminal", () => {
  const stream = (properties: Partial<ProcessStream>): ProcessStream => ({
    write: () => true,
    on: () => undefined,
    ...properties,
  });
  const colored = (isTTY: boolean | undefined, environment: NodeJS.ProcessEnv): boolean =>
    streamOutput(stream(isTTY === undefined ? {} : { isTTY }), environment).colors.isColorSupported;

  it("has colours where a person looks, and nowhere else", () => {
    assert.equal(colored(true, { TERM: "xterm" }), true);
    assert.equal(colored(undefined, { TERM: "xterm" }), false);
    assert.equal(colored(undefined, { FORCE_COLOR: "1", CI: "true" }), false);
  });

  it("honours NO_COLOR unless it is empty (no-color.org), and a terminal without colours", () => {
    assert.equal(colored(true, { NO_COLOR: "1" }), false);
    assert.equal(colored(true, { NO_COLOR: "" }), true);
    assert.equal(colored(true, { TERM: "dumb" }), false);
  });

  it("is 80 columns wide where nothing says otherwise", () => {
    assert.equal(streamOutput(stream({}), {}).columns, 80);
    assert.equal(streamOutput(stream({ isTTY: true, columns: 0 }), {}).columns, 80);
    assert.equal(streamOutput(stream({ isTTY: true, columns: 120 }), {}).columns, 120);
  });

  const failing = (code: string): Writable =>
    new Writable({
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error(code), { code }));
      },
    });

  it("a reader that has gone away (EPIPE) is no mistake", async () => {
    const output = streamOutput(failing("EPIPE"), {});
    output.write("one");
    await output.flush();
    output.write("two");
    await output.flush();
  });

  it("a full disk is one", async () => {
    const output = streamOutput(failing("ENOSPC"), {});
    output.write("one");
    await assert.rejects(output.flush(), { code: "ENOSPC" });
  });

  it("flushes what is written before", async () => {
    const written: string[] = [];
    const slow = new Writable({
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => {
        setTimeout(() => {
          written.push(chunk);
          done();
        }, 5);
      },
    });
    const output = streamOutput(slow, {});
    output.write("one");
    output.write("two");
    await output.flush();
    assert.equal(written.join(""), "onetwo");
  });
});

describe("text of others", () => {
  it("loses its escape sequences and shows that characters were hidden or reordered", () => {
    assert.equal(printable("\u001B[31mred\u001B[0m"), "red");
    assert.equal(printable("a\u0007b\u200Bc\u202Ed"), "a\uFFFDb\uFFFDc\uFFFDd");
    assert.equal(printable("\u001B]8;;https://example.com\u0007link\u001B]8;;\u0007"), "link");
  });

  it("keeps line breaks and tabs, whatever the system's", () => {
    assert.equal(printable("one\r\n\ttwo\rthree\n"), "one\n\ttwo\nthree\n");
  });
});
