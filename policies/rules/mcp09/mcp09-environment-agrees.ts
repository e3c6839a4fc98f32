import type { Rule } from "../../framework/rule";
import { strictestEnvironment } from "../../framework/intent";

export const rule: Rule = {
  name: "mcp09-environment-agrees",
  control: "MCP09-2",
  title: "All resources of a stack say the same environment",
  why: "Rules ask less of a development environment: one resource of production that is tagged dev gets out of them, and nobody sees it.",
  severity: "high",
  remedy: "Give every resource of the stack the same tag environment: dev, staging or prod.",
  stack: {
    judge: (stack) => {
      const tags = stack.view.resources
        .map((resource) => stack.place(resource).at("tags").member("environment"))
        .filter((tag) => !tag.isHidden("what a resource is for decides what is asked of it"));
      const named = tags.filter(({ value }) => typeof value === "string");
      const strictest = strictestEnvironment(named.flatMap(({ value }) => (typeof value === "string" ? [value] : [])));
      for (const tag of named) {
        if (tag.value !== strictest) {
          tag.violation(`other resources of the stack say otherwise: write ${strictest ?? "one"}, or change them all`);
        }
      }
    },
  },
};
