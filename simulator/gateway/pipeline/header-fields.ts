/** Header fields in their order, with their names as written; looked up without regard to case. */
import type { HeaderList } from "../expressions/types";

/** A list of header fields that policies change. */
export class HeaderFields {
  private fields: (readonly [name: string, value: string])[];

  constructor(fields: HeaderList = []) {
    this.fields = [...fields];
  }

  /** Out of Node's `rawHeaders`: names and values by turns. */
  static fromRaw(raw: readonly string[]): HeaderFields {
    const fields: [string, string][] = [];
    for (let at = 0; at + 1 < raw.length; at += 2) {
      fields.push([raw[at] ?? "", raw[at + 1] ?? ""]);
    }
    return new HeaderFields(fields);
  }

  get list(): HeaderList {
    return this.fields;
  }

  /** All values of that name, in their order. */
  values(name: string): readonly string[] {
    return this.fields.filter((field) => same(field[0], name)).map((field) => field[1]);
  }

  /** The first value, or undefined. */
  first(name: string): string | undefined {
    return this.values(name)[0];
  }

  has(name: string): boolean {
    return this.fields.some((field) => same(field[0], name));
  }

  /** In place of all of that name, where the first stood. */
  override(name: string, values: readonly string[]): void {
    const at = this.fields.findIndex((field) => same(field[0], name));
    const kept = this.fields.filter((field) => !same(field[0], name));
    const fresh = values.map((value) => [name, value] as const);
    this.fields = at < 0 ? [...kept, ...fresh] : [...kept.slice(0, at), ...fresh, ...kept.slice(at)];
  }

  append(name: string, values: readonly string[]): void {
    this.fields.push(...values.map((value) => [name, value] as const));
  }

  delete(name: string): void {
    this.fields = this.fields.filter((field) => !same(field[0], name));
  }

  /** Without those of these names. */
  without(names: ReadonlySet<string>): HeaderFields {
    return new HeaderFields(this.fields.filter(([name]) => !names.has(name.toLowerCase())));
  }
}

/** Fields that belong to one connection (RFC 9110, 7.6.1) and are never passed on. */
const HOP_BY_HOP: readonly string[] = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The names that must not be passed on: the fixed ones and those that `Connection` lists. */
export function hopByHop(headers: HeaderFields): Set<string> {
  const listed = headers
    .values("connection")
    .flatMap((value) => value.split(","))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  return new Set([...HOP_BY_HOP, ...listed]);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
