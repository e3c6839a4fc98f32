/** Where oidc-provider keeps codes, grants and refresh tokens: in memory, and they run out by the simulated clock. */
import type { Adapter, AdapterPayload } from "oidc-provider" with { "resolution-mode": "import" };

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds since 1970; undefined: never. */
  readonly until: number | undefined;
}

export class GrantStore {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly clock: { now(): number }) {}

  clear(): void {
    this.entries.clear();
  }

  /** What oidc-provider asks for each kind of thing. */
  adapter(kind: string): Adapter {
    const keyOf = (id: string): string => `${kind} ${id}`;
    const find = (id: string): Promise<AdapterPayload | undefined> => {
      const entry = this.entries.get(keyOf(id));
      const isOver = entry?.until !== undefined && entry.until <= this.clock.now();
      return Promise.resolve(isOver ? undefined : entry?.payload);
    };
    const findBy = (property: "uid" | "userCode", value: string): Promise<AdapterPayload | undefined> =>
      Promise.resolve([...this.entries.values()].find(({ payload }) => payload[property] === value)?.payload);
    return {
      upsert: (id, payload, expiresIn) => {
        const until = expiresIn === undefined ? undefined : this.clock.now() + expiresIn * 1000;
        this.entries.set(keyOf(id), { payload, until });
        return Promise.resolve();
      },
      find,
      findByUid: (uid) => findBy("uid", uid),
      findByUserCode: (userCode) => findBy("userCode", userCode),
      consume: (id) => {
        const entry = this.entries.get(keyOf(id));
        if (entry !== undefined) entry.payload = { ...entry.payload, consumed: Math.floor(this.clock.now() / 1000) };
        return Promise.resolve();
      },
      destroy: (id) => {
        this.entries.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [key, { payload }] of this.entries) if (payload.grantId === grantId) this.entries.delete(key);
        return Promise.resolve();
      },
    };
  }
}
