import { randomBytes } from "node:crypto";

/** One version of a secret. */
export interface SecretVersion {
  /** 32 hexadecimal digits. */
  readonly version: string;
  readonly value: string;
  /** Seconds since 1970; no two versions of a secret have the same. */
  readonly created: number;
}

/** Secrets of the vault: each value is 32 random bytes in base64, made once and kept. */
export class Secrets {
  private readonly versions = new Map<string, SecretVersion[]>();

  constructor(private readonly clock: { now(): number }) {}

  /** Makes the secret where it is not there. */
  ensure(name: string): void {
    if (!this.versions.has(name.toLowerCase())) this.rotate(name);
  }

  /** Adds a version, which is the current one from now on. */
  rotate(name: string): SecretVersion {
    const earlier = this.versions.get(name.toLowerCase()) ?? [];
    const added: SecretVersion = {
      version: randomBytes(16).toString("hex"),
      value: randomBytes(32).toString("base64"),
      created: Math.max(Math.floor(this.clock.now() / 1000), (earlier.at(-1)?.created ?? 0) + 1),
    };
    this.versions.set(name.toLowerCase(), [...earlier, added]);
    return added;
  }

  /** Oldest first; undefined where there is no such secret. Names are compared without case, as the vault does. */
  versionsOf(name: string): readonly SecretVersion[] | undefined {
    return this.versions.get(name.toLowerCase());
  }
}
