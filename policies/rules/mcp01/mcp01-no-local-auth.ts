import { is } from "../../framework/accepts";
import type { Rule } from "../../framework/rule";
import { LOCAL_AUTH } from "../../tables/local-auth";

export const rule: Rule = {
  name: "mcp01-no-local-auth",
  control: "MCP01-7",
  title: "No service accepts keys",
  why: "A key is a password without a user: it works from anywhere, does not expire, and its use names nobody.",
  severity: "high",
  remedy: "Turn key and local authentication off explicitly and give callers a role for their managed identity.",
  resource: {
    types: LOCAL_AUTH.map((row) => row.type),
    judge: (place) => {
      for (const row of LOCAL_AUTH.filter(({ type }) => type === place.type)) {
        place.at(row.path).must(is(row.off), `write ${String(row.off)}`);
      }
    },
  },
};
