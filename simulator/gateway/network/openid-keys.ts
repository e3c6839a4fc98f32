/** Issuers' signing keys: discovery and JWKS, kept for an hour as the gateway keeps them. */
import type { Measure } from "../pipeline/measure";
import type { Clock } from "../pipeline/services";
import { readWhole, READABLE_BODY } from "../pipeline/message";
import { jose, type CompactVerifyGetKey, type JSONWebKeySet } from "./jose";
import type { LoopbackClient } from "./loopback-client";

const KEPT_MS = 3_600_000;
/** Milliseconds for which a key id that was not found is not asked for again: a forger must not steer calls to Entra. */
const MISSING_KEPT_MS = 300_000;

/** One issuer's metadata and keys. */
export interface IssuerKeys {
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  readonly resolve: CompactVerifyGetKey;
}

/** The keys cannot be had: whoever needs them refuses. */
export class KeysUnavailable extends Error {}

export class OpenIdKeys {
  private readonly kept = new Map<string, { keys: Promise<IssuerKeys>; until: number }>();
  private readonly missing = new Map<string, number>();

  constructor(
    private readonly client: LoopbackClient,
    private readonly clock: Clock,
  ) {}

  /**
   * Keys behind a discovery address. An unknown key id reads them once more.
   *
   * @throws {KeysUnavailable}
   */
  async of(discovery: string, kid: string | undefined, measure: Measure): Promise<IssuerKeys> {
    const keys = await this.load(discovery, measure);
    const known = kid === undefined || keys.jwks.keys.some((key) => key.kid === kid);
    const missingKey = `${discovery} ${kid ?? ""}`;
    if (known || (this.missing.get(missingKey) ?? 0) > this.clock.now()) {
      return keys;
    }
    this.kept.delete(discovery);
    const fresh = await this.load(discovery, measure);
    if (!fresh.jwks.keys.some((key) => key.kid === kid)) {
      this.missing.set(missingKey, this.clock.now() + MISSING_KEPT_MS);
    }
    return fresh;
  }

  reset(): void {
    this.kept.clear();
    this.missing.clear();
  }

  private load(discovery: string, measure: Measure): Promise<IssuerKeys> {
    const now = this.clock.now();
    const kept = this.kept.get(discovery);
    if (kept !== undefined && kept.until > now) {
      return measure.wait(() => kept.keys);
    }
    const keys = this.fetch(discovery, measure);
    this.kept.set(discovery, { keys, until: now + KEPT_MS });
    keys.catch(() => {
      if (this.kept.get(discovery)?.keys === keys) {
        this.kept.delete(discovery);
      }
    });
    return keys;
  }

  private async fetch(discovery: string, measure: Measure): Promise<IssuerKeys> {
    const metadata = await this.json(discovery, measure);
    const { issuer, jwks_uri: address } = metadata;
    if (typeof issuer !== "string" || typeof address !== "string") {
      throw new KeysUnavailable("the discovery document names no issuer or no keys");
    }
    const jwks = await this.json(address, measure);
    if (!isKeySet(jwks)) {
      throw new KeysUnavailable("the key set is not one");
    }
    const { createLocalJWKSet } = await jose();
    return { issuer, jwks, resolve: createLocalJWKSet(jwks) };
  }

  private async json(address: string, measure: Measure): Promise<Record<string, unknown>> {
    return measure.call("openid", address, async () => {
      try {
        const answer = await this.client.send({
          method: "GET",
          url: new URL(address),
          headers: [["Accept", "application/json"]],
          body: undefined,
          timeoutMs: 10_000,
        });
        const body = await readWhole(answer.stream, READABLE_BODY);
        const parsed: unknown = JSON.parse(body.toString("utf8"));
        if (answer.statusCode !== 200 || typeof parsed !== "object" || parsed === null) {
          throw new KeysUnavailable(`${address} answered ${answer.statusCode}`);
        }
        return parsed as Record<string, unknown>;
      } catch (error) {
        throw error instanceof KeysUnavailable
          ? error
          : new KeysUnavailable(`${address}: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return (
    typeof value === "object" &&
    value !== null &&
    "keys" in value &&
    Array.isArray(value.keys) &&
    value.keys.every((key: unknown) => typeof key === "object" && key !== null && "kty" in key)
  );
}
