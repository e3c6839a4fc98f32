/** The risks that rules stand against. Source: OWASP MCP Top 10, 2025. */

export const RISKS = {
  mcp01: "Token Mismanagement and Secret Exposure",
  mcp02: "Privilege Escalation via Scope Creep",
  mcp03: "Tool Poisoning",
  mcp04: "Software Supply Chain Attacks and Dependency Tampering",
  mcp05: "Command Injection and Execution",
  mcp06: "Intent Flow Subversion",
  mcp07: "Insufficient Authentication and Authorization",
  mcp08: "Lack of Audit and Telemetry",
  mcp09: "Shadow MCP Servers",
  mcp10: "Context Injection and Over-Sharing",
} as const;

/** A risk's key, which rule names start with; `azure` is hygiene that serves no single one. */
export type Risk = keyof typeof RISKS | "azure";

/** The framework reference of a rule; hygiene has none. */
export function frameworkOf(
  risk: Risk,
):
  | { readonly name: string; readonly version: string; readonly reference: string; readonly specification: string }
  | undefined {
  return risk === "azure"
    ? undefined
    : { name: "OWASP MCP Top 10", version: "2025", reference: risk.toUpperCase(), specification: RISKS[risk] };
}
