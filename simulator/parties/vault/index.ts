/**
 * Stand-in for the data plane of Key Vault: reading secrets. Source: Key Vault REST, "Get Secret", "Get Secret Versions";
 * Microsoft Learn, "Authentication, requests and responses", "Azure Key Vault REST API error codes".
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Estate } from "../../planned/estate";
import { standingOf } from "../azure-bearer";
import type { TokenAuthority } from "../entra/types";
import { listen, send, type Answer, type FaultAnswers } from "../listener";
import type { Party } from "../party";
import { Secrets, type SecretVersion } from "./secrets";

export interface VaultOptions {
  readonly authority: TokenAuthority;
}

export interface Vault extends Party {
  /** Adds a version to a planned secret, which is the current one from then on; answers with the version's name. */
  rotate(name: string): string;
}

const RESOURCE = "https://vault.azure.net";
/** Versions of the interface that the service takes. */
const API_VERSIONS = ["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01"];
/** Days for which a deleted secret can be had back, as the plan's vault has it; the gateway never looks. */
const RECOVERABLE_DAYS = 90;

const failure = (status: number, code: string, message: string, more: object = {}): Answer => ({
  status,
  body: { error: { code, message, ...more } },
});

const faults: FaultAnswers = {
  error: failure(500, "InternalServerError", "An unexpected error occurred."),
  throttled: {
    ...failure(429, "Throttled", "Request was not processed because too many requests were received."),
    headers: { "retry-after": "10" },
  },
  malformed: { status: 200, body: '{"value":' },
};

function attributesOf(version: SecretVersion): object {
  return {
    enabled: true,
    created: version.created,
    updated: version.created,
    recoveryLevel: "CustomizedRecoverable",
    recoverableDays: RECOVERABLE_DAYS,
  };
}

export async function startVault(options: VaultOptions): Promise<Vault> {
  const { authority } = options;
  const secrets = new Secrets(authority.clock);
  let estate: Estate | undefined;

  const idOf = (name: string, version: SecretVersion): string =>
    `${listener.origin}/secrets/${name}/${version.version}`;

  const read = (path: readonly string[]): Answer => {
    const [name = "", which] = path;
    const versions = secrets.versionsOf(name);
    const version =
      which === undefined || which === "" ? versions?.at(-1) : versions?.find((one) => one.version === which);
    if (versions !== undefined && which === "versions") {
      // The service promises no order: by name, so that nobody comes to rely on the newest being first or last.
      const listed = [...versions].sort((left, right) => left.version.localeCompare(right.version));
      return {
        status: 200,
        body: { value: listed.map((one) => ({ id: idOf(name, one), attributes: attributesOf(one) })), nextLink: null },
      };
    }
    if (version === undefined) {
      return failure(
        404,
        "SecretNotFound",
        `A secret with (name/id) ${path.join("/")} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
      );
    }
    return { status: 200, body: { value: version.value, id: idOf(name, version), attributes: attributesOf(version) } };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const vault = estate?.vault;
    if (estate === undefined || vault === undefined) return failure(503, "ServiceUnavailable", "No vault is planned.");
    const challenge = `Bearer authorization="https://login.microsoftonline.com/${estate.tenantId}", resource="${RESOURCE}"`;
    const standing = await standingOf(request, {
      tenantId: estate.tenantId,
      resource: RESOURCE,
      permitted: vault.readers,
      authority,
    });
    switch (standing) {
      case "missing":
        return {
          ...failure(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token."),
          headers: { "www-authenticate": challenge },
        };
      case "invalid":
        return {
          ...failure(401, "Unauthorized", "AKV10022: Invalid audience, issuer or signature of the token."),
          headers: { "www-authenticate": `${challenge}, error="invalid_token"` },
        };
      case "forbidden":
        return failure(
          403,
          "Forbidden",
          "Caller is not authorized to perform action on resource. If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.",
          { innererror: { code: "ForbiddenByRbac" } },
        );
      case "permitted":
        break;
    }
    const url = new URL(request.url ?? "/", listener.origin);
    if (!API_VERSIONS.includes(url.searchParams.get("api-version") ?? "")) {
      return failure(400, "BadParameter", "api-version must be specified and must be one that is supported.");
    }
    const [kind, ...path] = url.pathname.split("/").filter((part) => part !== "");
    if (kind !== "secrets" || path.length === 0 || path.length > 2)
      return failure(404, "NotFound", "There is no such address.");
    if (request.method !== "GET")
      return failure(405, "MethodNotAllowed", `The method ${String(request.method)} is not simulated.`);
    return read(path);
  };

  const listener = await listen(
    async (request: IncomingMessage, response: ServerResponse) => {
      request.resume();
      send(response, await answer(request));
    },
    faults,
    faults.error,
  );
  return {
    origin: listener.origin,
    serve: (next) => {
      estate = next;
      next.vault?.secrets.forEach((name) => {
        secrets.ensure(name);
      });
    },
    fault: listener.fault,
    reset: () => {
      listener.fault("ok");
    },
    close: listener.close,
    rotate: (name) => {
      if (secrets.versionsOf(name) === undefined) {
        throw new Error(
          `the vault has no secret ${name}: name one of ${estate?.vault?.secrets.join(", ") ?? "none, no vault is planned"}`,
        );
      }
      return secrets.rotate(name).version;
    },
  };
}
