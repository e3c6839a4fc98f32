/** What reached a server. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, as the server saw it. */
  readonly path: string;
  /** Names in lower case; a repeated header's value is a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Raw text; complete as soon as the request has arrived. */
  readonly body: string;
}

/** A request whose body is still arriving. */
export interface Arriving {
  chunk(bytes: Buffer): void;
}

export function headersOf(raw: readonly string[]): Record<string, string | readonly string[]> {
  const headers: Record<string, string | readonly string[]> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? "").toLowerCase();
    const value = raw[index + 1] ?? "";
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [...[earlier].flat(), value];
  }
  return headers;
}

/** The requests that a door let through, in the order in which they came. */
export class Records {
  private entries: { method: string; path: string; headers: RecordedRequest["headers"]; chunks: Buffer[] }[] = [];

  add(method: string, path: string, rawHeaders: readonly string[]): Arriving {
    const chunks: Buffer[] = [];
    this.entries.push({ method, path, headers: headersOf(rawHeaders), chunks });
    return { chunk: (bytes) => chunks.push(bytes) };
  }

  list(): readonly RecordedRequest[] {
    return this.entries.map(({ chunks, ...entry }) => ({ ...entry, body: Buffer.concat(chunks).toString("utf8") }));
  }

  forget(): void {
    this.entries = [];
  }
}
