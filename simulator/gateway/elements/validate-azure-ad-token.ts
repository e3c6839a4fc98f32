/**
 * `validate-azure-ad-token`: a token of the named Entra tenant, v1 or v2. Reference: "Validate Microsoft Entra token".
 *
 * It has no attribute for the permitted clock skew. Five minutes are taken here, the default of the token library that
 * the gateway is built on, so that a policy's own, stricter check of the expiry shows.
 */
import { KeysUnavailable, type IssuerKeys } from "../network/openid-keys";
import type { Run } from "../pipeline/run";
import { childrenOf, literal, type ChildShape, type Element } from "./definition";
import { compileRequiredClaims, REQUIRED_CLAIMS_SHAPE } from "./required-claims";
import { compileTokenSource, TOKEN_SOURCE_ATTRIBUTES } from "./token-source";
import { checkLifetime, claimValues, keyIdOf, tokenError, verifySignature, type Failure } from "./verified-token";

const SKEW_SECONDS = 300;
/** Entra signs with it and nothing else. */
const ALGORITHMS: readonly string[] = ["RS256"];

function list(member: string): ChildShape {
  return { children: { [member]: { many: true, required: true, text: "value" } } };
}

export const validateAzureAdToken: Element = {
  name: "validate-azure-ad-token",
  reference: "Validate Microsoft Entra token",
  sections: ["inbound"],
  attributes: {
    "tenant-id": { required: true, expression: true },
    ...TOKEN_SOURCE_ATTRIBUTES,
    "failed-validation-httpcode": { expression: true, kind: "integer", min: 400, max: 599 },
    "failed-validation-error-message": { expression: true },
    "output-token-variable-name": {},
  },
  ordered: true,
  children: {
    "backend-application-ids": list("application-id"),
    "client-application-ids": list("application-id"),
    audiences: list("audience"),
    "required-claims": REQUIRED_CLAIMS_SHAPE,
    "decryption-keys": { children: { key: { many: true, attributes: { "certificate-id": { required: true } } } } },
  },
  compile(element, compilation) {
    if (childrenOf(element, "decryption-keys").length > 0) {
      compilation.problem(element, "encrypted tokens are not simulated; leave <decryption-keys> out");
    }
    const tenant = compilation.attribute(element, "tenant-id") ?? literal("");
    const source = compileTokenSource(element, compilation, "Authorization");
    const status = compilation.attribute(element, "failed-validation-httpcode") ?? literal("401");
    const message = compilation.attribute(element, "failed-validation-error-message");
    const variable = compilation.literal(element, "output-token-variable-name");
    const texts = (name: string, member: string) =>
      childrenOf(element, name)
        .flatMap((child) => childrenOf(child, member))
        .map((child) => compilation.text(child));
    const lists = {
      backends: texts("backend-application-ids", "application-id"),
      clients: texts("client-application-ids", "application-id"),
      audiences: texts("audiences", "audience"),
    };
    const claims = compileRequiredClaims(element, compilation);
    return async (run) => {
      const failure: Failure = {
        status: await run.integer(status),
        message: message === undefined ? undefined : await run.text(message),
      };
      const token = await source(run);
      if (token === undefined) {
        throw tokenError(failure, "TokenNotPresent", "JWT not present.");
      }
      const named = await run.text(tenant);
      const keys = await keysOf(run, named, await keyIdOf(token, failure), failure);
      const { payload } = await verifySignature(token, keys.resolve, ALGORITHMS, failure);
      checkLifetime(payload, run.services.clock.now(), SKEW_SECONDS, true, failure);
      if (!issuersOf(keys.issuer, named, payload.tid).includes(payload.iss ?? "")) {
        throw tokenError(failure, "TokenIssuerNotAllowed", "JWT issuer is not allowed.");
      }
      // `backend-application-ids` are compared with the audience too: it is how v2 tokens name the backend's application.
      for (const wanted of [lists.audiences, lists.backends]) {
        const allowed = await Promise.all(wanted.map((value) => run.text(value)));
        if (allowed.length > 0 && !claimValues(payload.aud).some((audience) => allowed.includes(audience))) {
          throw tokenError(failure, "TokenAudienceNotAllowed", "JWT audience is not allowed.");
        }
      }
      const clients = await Promise.all(lists.clients.map((value) => run.text(value)));
      const client = claimValues(payload.azp ?? payload.appid)[0];
      if (clients.length > 0 && (client === undefined || !clients.includes(client))) {
        throw tokenError(failure, "TokenClaimValueNotAllowed", "JWT client application is not allowed.");
      }
      await claims(run, payload, failure);
      if (variable !== undefined) {
        run.context.setJwtVariable(variable, token);
      }
    };
  },
};

async function keysOf(run: Run, tenant: string, kid: string | undefined, failure: Failure): Promise<IssuerKeys> {
  const discovery = `${run.services.entra}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`;
  try {
    return await run.services.keys.of(discovery, kid, run.measure);
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      throw tokenError(failure, "TokenSignatureKeyNotFound", "The issuer's signing keys cannot be had.");
    }
    throw error;
  }
}

/** Issuers of the tenant's v2 and v1 tokens. `common` and `organizations` take any tenant's. */
function issuersOf(issuer: string, tenant: string, tokenTenant: unknown): readonly string[] {
  const any = ["common", "organizations"].includes(tenant.toLowerCase());
  const id = any && typeof tokenTenant === "string" ? tokenTenant : tenant;
  return [issuer.replaceAll("{tenantid}", id), `https://sts.windows.net/${id}/`];
}
