import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp05/mcp05-arguments-have-schema";
import { describeRule } from "../../cases";
import { approving, changed, edited, stack } from "../../fixture";

const SCHEMA = "tools.find_trails.schema";

describeRule(rule, {
  noncompliance: [
    {
      when: "nobody looks at the arguments",
      stack: edited("serverPolicy", "arguments-invalid", "arguments-fine"),
      says: /hands arguments on unchecked: no step decides it/,
    },
    { when: "a tool has no schema", stack: approving(SCHEMA, undefined), says: /find_trails: it has no schema/ },
    { when: "a schema takes anything", stack: approving(SCHEMA, true), says: /it has no schema/ },
    {
      when: "arguments need not be an object",
      stack: approving(`${SCHEMA}.type`, ["object", "null"]),
      says: /one type/,
    },
    {
      when: "anything may be added",
      stack: approving(`${SCHEMA}.additional`, true),
      says: /at arguments\.<any other> is true: write an object/,
    },
    {
      when: "what may be added is not decided",
      stack: approving(`${SCHEMA}.additional`, {}),
      says: /at arguments\.<any other> names neither type, enum nor branches/,
    },
    {
      when: "a property takes anything",
      stack: approving(`${SCHEMA}.properties.near`, { maxLength: 3 }),
      says: /at arguments\.near names neither/,
    },
    {
      when: "items take anything",
      stack: approving(`${SCHEMA}.properties.kinds.items`, {}),
      says: /at arguments\.kinds\[\] names neither/,
    },
    {
      when: "a branch takes anything",
      stack: approving(`${SCHEMA}.properties.near`, { any: [{ type: ["string"] }, {}] }),
      says: /at arguments\.near \(branch 2\) names neither/,
    },
    {
      when: "the gateway would pass over a keyword",
      stack: approving(`${SCHEMA}.properties.near.format`, "uri"),
      says: /at arguments\.near has "format", which the gateway does not check/,
    },
    {
      when: "the policy is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [{ when: "each tool's arguments are decided", stack: stack() }],
});
