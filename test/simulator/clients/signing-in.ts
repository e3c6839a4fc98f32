/** What a program that uses an SDK's client brings along: where it keeps tokens, and how its user signs in. */
import assert from "node:assert/strict";
import type { OAuthDiscoveryState } from "@modelcontextprotocol/sdk/client/auth.js";
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";

/** Where the answer of Entra arrives; nothing listens there: the test reads the redirect itself. */
const REDIRECT = "http://127.0.0.1:33418/";

/**
 * A program that was registered with Entra in advance, with a user who signs in at once. It serves both packages: what an
 * SDK asks for has the same names in both.
 */
export class Program {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadata: OAuthClientMetadata = { client_name: "test", redirect_uris: [REDIRECT] };
  /** Every address to which the user was sent. */
  readonly sentTo: URL[] = [];
  private kept: OAuthTokens | undefined;
  private verifier = "";
  private expectedState = "";
  private discovered: OAuthDiscoveryState | undefined;

  /** @param clientId of a client that the server allows */
  constructor(private readonly clientId: string) {}

  clientInformation(): OAuthClientInformationMixed {
    return { client_id: this.clientId };
  }

  tokens(): OAuthTokens | undefined {
    return this.kept;
  }

  saveTokens(tokens: OAuthTokens): void {
    this.kept = tokens;
  }

  state(): string {
    this.expectedState = `state-${this.sentTo.length}`;
    return this.expectedState;
  }

  redirectToAuthorization(url: URL): void {
    this.sentTo.push(url);
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    return this.verifier;
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.discovered = state;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.discovered;
  }

  /** What the token in hand may do, short names. */
  get scopes(): readonly string[] {
    const [, payload = ""] = (this.kept?.access_token ?? "").split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { scp?: string };
    return (claims.scp ?? "").split(" ");
  }

  /**
   * The user signs in where the program last sent them.
   *
   * @returns what came back in the redirect
   */
  async signIn(): Promise<URLSearchParams> {
    const url = this.sentTo.at(-1);
    assert.ok(url !== undefined, "the program sent its user nowhere");
    const response = await fetch(url, { redirect: "manual" });
    const back = new URL(response.headers.get("location") ?? assert.fail(`no redirect: ${await response.text()}`));
    assert.equal(back.origin, new URL(REDIRECT).origin);
    assert.equal(back.searchParams.get("state"), this.expectedState);
    return back.searchParams;
  }

  /** The code that signing in gave. */
  async code(): Promise<string> {
    const answer = await this.signIn();
    return answer.get("code") ?? assert.fail(`no code: ${String(answer.get("error_description"))}`);
  }
}

/**
 * A program for gateways without a domain of their own: Entra takes `resource` only where it is one of the application's
 * own addresses, so none is sent; the scope names the application.
 */
export class ProgramWithoutResource extends Program {
  validateResourceURL(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
