import { matches } from "../../framework/accepts";
import { containersOf, CONTAINER_TYPES } from "../../framework/containers";
import type { Rule } from "../../framework/rule";

export const rule: Rule = {
  name: "mcp04-image-by-digest",
  control: "MCP04-1",
  title: "Images are named by digest",
  why: "A tag can be moved to another image after review: what runs is then not what was approved.",
  severity: "critical",
  remedy: "Write the image as registry/repository@sha256:<64 hex digits>.",
  resource: {
    types: CONTAINER_TYPES,
    judge: (place) => {
      for (const container of containersOf(place)) {
        container
          .at("image")
          .must(matches(/^[^@\s]+@sha256:[0-9a-f]{64}$/), "write repository@sha256:<64 hex digits>, without a tag");
      }
    },
  },
};
