import { isOneOf } from "../../framework/accepts";
import { isDay } from "../../framework/day";
import { DATA_CLASSES } from "../../framework/intent";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp09-tagged",
  control: "MCP09-2",
  title: "Every running server names its owner, its approver, its review date and its data class",
  why: "A server without an owner is a shadow server: nobody mends it, nobody reviews what it may do, nobody turns it off.",
  severity: "medium",
  remedy:
    "Give each ContainerApp the tags mcp-server, owner, approved-by, review-date (YYYY-MM-DD) and data-class (public, internal, confidential, restricted).",
  resource: {
    types: ["azure-native:app:ContainerApp"],
    judge: (app) => {
      const tags = app.at("tags");
      tags.member("mcp-server").mustBePresent("write the name that the register knows the server by");
      tags.member("owner").mustBePresent("write who answers for it");
      tags.member("approved-by").mustBePresent("write who approved it");
      tags.member("review-date").must(isDay, "write the day of the next review as YYYY-MM-DD");
      tags.member("data-class").must(isOneOf(...DATA_CLASSES), `write one of ${DATA_CLASSES.join(", ")}`);
    },
  },
};
