import type { Attack } from "../../attack";
import { attack as unknownMethod } from "./unknown-method";
import { attack as unknownResource } from "./unknown-resource";
import { attack as unknownTool } from "./unknown-tool";
import { attack as wrongScope } from "./wrong-scope";
import { attack as wrongScopeMethods } from "./wrong-scope-methods";

/** Attacks of MCP02, by name. */
export const mcp02: readonly Attack[] = [unknownMethod, unknownResource, unknownTool, wrongScope, wrongScopeMethods];
