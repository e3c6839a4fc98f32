import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp10/mcp10-data-class-demands";
import { describeRule } from "../../cases";
import { changed, edited, part, stack, withEdit } from "../../fixture";
import { withInput } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "confidential answers are streamed",
      stack: edited("globalPolicy", 'buffer-response="true"', 'buffer-response="false"'),
      says: /streams answers of trails, whose data is confidential/,
    },
    {
      when: "no class is named, so restricted holds",
      stack: stack({
        globalPolicy: withEdit(part("globalPolicy"), 'buffer-response="true"', 'buffer-response="false"'),
        app: withInput(part("app"), "tags.data-class", undefined),
      }),
      says: /whose data is restricted/,
    },
    {
      when: "the class is unknown, so restricted holds",
      stack: stack({
        globalPolicy: withEdit(part("globalPolicy"), 'buffer-response="true"', 'buffer-response="false"'),
        app: withInput(part("app"), "tags", UNKNOWN),
      }),
      says: /whose data is restricted/,
    },
    {
      when: "the document is unknown",
      stack: changed("globalPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "buffered", stack: stack() },
    {
      when: "internal answers are streamed",
      stack: stack({
        globalPolicy: withEdit(part("globalPolicy"), 'buffer-response="true"', 'buffer-response="false"'),
        app: withInput(part("app"), "tags.data-class", "internal"),
      }),
    },
  ],
});
