import assert from "node:assert/strict";
import fc from "fast-check";
import { wrap } from "../../cli/wrap";

describe("line breaking", () => {
  it("breaks between words, and indents the following lines as the first", () => {
    assert.deepEqual(wrap("one two three four", 14, "  - "), ["  - one two", "    three four"]);
  });

  it("keeps the text's own line breaks", () => {
    assert.deepEqual(wrap("one\n\ntwo", 20), ["one", "", "two"]);
  });

  it("no line is longer than the width, and no character is lost", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 20, max: 100 }), (text, width) => {
        const lines = wrap(text, width, "  - ");
        assert.ok(lines.every((line) => line.length <= width));
        const bare = (whole: string): string => whole.replaceAll(/\s/gu, "");
        assert.equal(bare(lines.join("")), `-${bare(text)}`);
      }),
    );
  });
});
