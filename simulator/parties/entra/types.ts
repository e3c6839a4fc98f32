import type { JSONWebKeySet } from "jose" with { "resolution-mode": "import" };
import type { Clock, Party } from "../party";
import type { TokenOptions } from "./token-options";

/** Why a managed identity got no token. */
export class IdentityTokenFailure extends Error {
  constructor(
    /** `AADSTS500011`, ...; undefined where Entra itself does not answer. */
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
    this.name = "IdentityTokenFailure";
  }
}

/** What the other stand-ins need of Entra: they know its keys as the real services do, whether or not it answers now. */
export interface TokenAuthority {
  /** The public keys in use. */
  readonly keySet: () => JSONWebKeySet;
  readonly clock: Clock;
}

/** Stand-in for Microsoft Entra ID: `https://login.microsoftonline.com` of one tenant. */
export interface Entra extends Party, TokenAuthority {
  /**
   * A token as `POST /token` of the control port describes it; works under every fault, because it is the test's tool.
   * @throws TokenOptionsMistake with what to write instead.
   */
  issueToken(options: TokenOptions): Promise<string>;
  /**
   * The token of a user-assigned managed identity for a resource: `api://...` or client id of a planned application,
   * `api://AzureADTokenExchange`, `https://cognitiveservices.azure.com`, `https://vault.azure.net`.
   * @throws IdentityTokenFailure where Entra refuses, and while it is broken.
   */
  identityToken(clientId: string, resource: string): Promise<string>;
  /** New signing key; the old one leaves the key set, so its tokens are no longer accepted. */
  rotateKeys(): Promise<void>;
}
