import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp09/mcp09-environment-agrees";
import { describeRule } from "../../cases";
import { changed, part, stack } from "../../fixture";
import { withInput } from "../../resources";

const NAMES = ["group", "workspace", "vault", "app", "gateway"] as const;
const allSay = (environment: string) =>
  stack(Object.fromEntries(NAMES.map((name) => [name, withInput(part(name), "tags.environment", environment)])));

describeRule(rule, {
  noncompliance: [
    {
      when: "the vault of production says dev",
      stack: changed("vault", "tags.environment", "dev"),
      says: /tags.environment is "dev": other resources of the stack say otherwise: write prod/,
    },
    {
      when: "the gateway of production says staging",
      stack: changed("gateway", "tags.environment", "staging"),
      says: /write prod/,
    },
    {
      when: "one resource says what is no environment",
      stack: changed("vault", "tags.environment", "sandbox"),
      says: /tags.environment is "sandbox"/,
    },
    {
      when: "the tags of one resource are unknown",
      stack: changed("vault", "tags", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "all say prod", stack: stack() },
    { when: "all say dev", stack: allSay("dev") },
    { when: "one resource says nothing", stack: changed("vault", "tags", undefined) },
  ],
});
