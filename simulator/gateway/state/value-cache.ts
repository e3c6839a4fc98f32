/** What `cache-store-value` keeps, as text with its type, for as long as the gateway's clock says. */

interface Entry {
  readonly exported: string;
  readonly expiresAt: number;
}

export class ValueCache {
  private readonly entries = new Map<string, Entry>();

  get(key: string, now: number): string | undefined {
    const entry = this.entries.get(key);
    if (entry !== undefined && entry.expiresAt <= now) {
      this.entries.delete(key);
      return undefined;
    }
    return entry?.exported;
  }

  set(key: string, exported: string, seconds: number, now: number): void {
    this.entries.set(key, { exported, expiresAt: now + seconds * 1000 });
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  reset(): void {
    this.entries.clear();
  }
}
