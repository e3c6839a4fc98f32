import type * as pulumi from "@pulumi/pulumi";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as random from "@pulumi/random";
import { known } from "../known";
import type { LayerContext } from "../stack-context";

/** Name of the secret, by which the gateway asks the vault. */
export const SESSION_KEY = "session-key";

/** Bytes of the key: as long as what HMAC-SHA256 gives, which RFC 2104, section 3, asks for. */
const LENGTH = 32;

const SECONDS_A_YEAR = 365 * 24 * 60 * 60;

export interface SessionKeyArgs {
  readonly context: LayerContext;
  /** Name of the vault, known; carries the dependency on it. */
  readonly vaultName: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
}

/**
 * The key by which the gateway binds session ids to their users: made by Pulumi, written into the closed vault by Azure's
 * control plane, read there by the gateway at run time, and in no document (decision 6, docs/decisions/0013).
 *
 * Another day of rotation makes another key, and so a new version of the secret; the gateway goes on taking the one before.
 *
 * @returns ARM id of the secret; known
 */
export function sessionKey(args: SessionKeyArgs): pulumi.Output<string> {
  const { context, parent } = args;
  const rotated = context.settings.sessionKeyRotation;
  const key = new random.RandomBytes(
    SESSION_KEY,
    { length: LENGTH, ...(rotated === undefined ? {} : { keepers: { rotated } }) },
    { parent },
  );
  const secret = new keyvault.Secret(
    SESSION_KEY,
    {
      resourceGroupName: context.resourceGroupName,
      vaultName: args.vaultName,
      secretName: SESSION_KEY,
      properties: {
        value: key.base64,
        contentType: "application/octet-stream; base64",
        attributes: {
          enabled: true,
          ...(rotated === undefined ? {} : { expires: Date.parse(rotated) / 1000 + SECONDS_A_YEAR }),
        },
      },
      tags: context.tags,
    },
    // A secret is deleted in the vault itself, which nobody outside its network reaches.
    { parent, retainOnDelete: true },
  );
  return known(context.arm.id("Microsoft.KeyVault/vaults/secrets", context.names.vault, SESSION_KEY), secret);
}
