import type { Era } from "./protocols";

/**
 * Methods that a scope may be asked for by name, with the eras that have them. The others stand under the first scope, as
 * these do where no scope names them, or under the scope of the tool, prompt or resource that they name.
 *
 * Source: Model Context Protocol specification, schemas of 2025-11-25 and 2026-07-28.
 */
export const OWN_SCOPE_METHODS: Readonly<Record<string, readonly Era[]>> = {
  "logging/setLevel": ["session"],
  "prompts/list": ["session", "stateless"],
  "resources/list": ["session", "stateless"],
  "resources/templates/list": ["session", "stateless"],
  "subscriptions/listen": ["stateless"],
  "tasks/cancel": ["session", "stateless"],
  "tasks/get": ["session", "stateless"],
  "tasks/list": ["session"],
  "tasks/result": ["session"],
  "tasks/update": ["stateless"],
  "tools/list": ["session", "stateless"],
};
