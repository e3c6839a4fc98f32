import type { TraceRecord } from "../gateway";

/** One trace as a query in the workspace would show it: the members of its message, and which source it has. */
export type LoggedTrace = Readonly<Record<string, unknown>> & { readonly source: string };

/** What the gateway has traced, as the workspace would get it. */
export class TraceLog {
  private records: LoggedTrace[] = [];

  add({ source, message }: TraceRecord): void {
    this.records.push({ ...membersOf(message), source });
  }

  all(): readonly LoggedTrace[] {
    return this.records;
  }

  forget(): void {
    this.records = [];
  }
}

/** A message that is no JSON object is kept as it is, so that a test sees it. */
function membersOf(message: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : { message };
  } catch {
    return { message };
  }
}
