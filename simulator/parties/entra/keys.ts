/** The keys that tokens are signed with, and those that an attacker would sign with. */
import { createHash, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { JSONWebKeySet, JWK } from "jose" with { "resolution-mode": "import" };

const generate = promisify(generateKeyPair);

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Entra signs with RSA keys of 2048 bits. */
const newPair = (): Promise<Pair> => generate("rsa", { modulusLength: 2048 });

export interface SigningKey extends Pair {
  readonly kid: string;
}

async function newKey(): Promise<SigningKey> {
  const pair = await newPair();
  const kid = createHash("sha1")
    .update(pair.publicKey.export({ type: "spki", format: "der" }))
    .digest("base64url");
  return { ...pair, kid };
}

export interface Keys {
  current(): SigningKey;
  /** A key that is in no key set. */
  foreign(): Promise<KeyObject>;
  /** The public keys in use. */
  readonly keySet: () => JSONWebKeySet;
  /** The private key in use, as oidc-provider takes it. */
  privateKeySet(): { keys: JWK[] };
  rotate(): Promise<void>;
}

export async function signingKeys(): Promise<Keys> {
  let current = await newKey();
  let foreign: Promise<Pair> | undefined;
  return {
    current: () => current,
    foreign: async () => (await (foreign ??= newPair())).privateKey,
    keySet: () => ({
      keys: [{ ...(current.publicKey.export({ format: "jwk" }) as JWK), kid: current.kid, use: "sig", alg: "RS256" }],
    }),
    privateKeySet: () => ({
      keys: [{ ...(current.privateKey.export({ format: "jwk" }) as JWK), kid: current.kid, use: "sig", alg: "RS256" }],
    }),
    rotate: async () => {
      current = await newKey();
    },
  };
}
