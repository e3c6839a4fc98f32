/** How many requests are inside each `limit-concurrency`, by key. */
export class ConcurrencyGates {
  private readonly inside = new Map<string, number>();

  /** Lets one in, unless `most` are in already. */
  enter(key: string, most: number): boolean {
    const count = this.inside.get(key) ?? 0;
    if (count >= most) {
      return false;
    }
    this.inside.set(key, count + 1);
    return true;
  }

  leave(key: string): void {
    const count = this.inside.get(key) ?? 0;
    if (count <= 1) {
      this.inside.delete(key);
    } else {
      this.inside.set(key, count - 1);
    }
  }
}
