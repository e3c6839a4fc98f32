/** Services that keep what is deleted for a while, and its name with it. */
import type { JsonObject } from "../../../../plan/format";
import { asObject } from "../property";
import type { Properties } from "../../values";
import type { Behaviour, Held, Resident } from "./cloud";
import { isOfType, isWithin, placeOf } from "./ids";
import { Refusal } from "./refusal";

interface SoftDeletion {
  readonly type: string;
  /** What the name is unique among; it is the held name's address. */
  address(id: string): string;
  held(properties: Properties): Omit<Held, "id">;
  /** Does the request ask for what was deleted? */
  restores(inputs: Properties): boolean;
  /** Nothing where what was deleted comes back by itself. */
  readonly refusal?: (id: string) => Refusal;
  /** Two resources of one name cannot be there at once, wherever they are. */
  readonly taken?: (name: string) => Refusal;
}

const byName = (id: string): string => `${placeOf(id).type}/${placeOf(id).name}`;

const KINDS: readonly SoftDeletion[] = [
  {
    // Names are the world's. Sources: Microsoft's "Azure Key Vault soft-delete overview"; codes and wording:
    // alan-turing-institute/data-safe-haven issue 2523 (deleted), Microsoft's "Common error codes for Azure Key Vault" (live).
    type: "Microsoft.KeyVault/vaults",
    address: byName,
    held: ({ properties }) => {
      const vault: JsonObject = asObject(properties);
      const { softDeleteRetentionInDays: days } = vault;
      return {
        retentionDays: typeof days === "number" ? days : 90,
        purgeProtected: vault.enablePurgeProtection === true,
      };
    },
    restores: ({ properties }) => asObject(properties).createMode === "recover",
    refusal: () =>
      new Refusal(
        409,
        "ConflictError",
        "A vault with the same name already exists in deleted state. You need to either recover or purge existing key " +
          "vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
      ),
    taken: (name) =>
      new Refusal(
        409,
        "VaultAlreadyExists",
        `The vault name '${name}' is already in use. Vault names are globally unique.`,
      ),
  },
  {
    // Sources: Microsoft's "API Management soft-delete"; wording: hashicorp/terraform-provider-azurerm issue 12839.
    type: "Microsoft.ApiManagement/service",
    address: byName,
    held: () => ({ retentionDays: 2, purgeProtected: false }),
    restores: ({ restore }) => restore === true,
    refusal: (id) =>
      new Refusal(
        409,
        "ServiceAlreadyExistsInSoftDeletedState",
        `Api service ${placeOf(id).name} was soft-deleted. In order to create the new service with the same name, you have ` +
          "to either undelete the service or purge it. See https://aka.ms/apimsoftdelete.",
      ),
  },
  {
    // Sources: Microsoft's "Recover or purge deleted Azure AI resources" (48 hours); wording: Azure/azure-cli issue 18146.
    type: "Microsoft.CognitiveServices/accounts",
    address: (id) => id,
    held: () => ({ retentionDays: 2, purgeProtected: false }),
    restores: ({ properties }) => asObject(properties).restore === true,
    refusal: (id) =>
      new Refusal(
        409,
        "FlagMustBeSetForRestore",
        `An existing resource with ID '${id}' has been soft-deleted. To restore the resource, you must specify 'restore' ` +
          "to be 'true' in the property. If you don't want to restore existing resource, please purge it first.",
      ),
  },
  {
    // Made again under its name in its group, a workspace is the old one. Source: Microsoft's "Delete and recover an Azure
    // Log Analytics workspace" (14 days).
    type: "Microsoft.OperationalInsights/workspaces",
    address: (id) => id,
    held: () => ({ retentionDays: 14, purgeProtected: false }),
    restores: () => true,
  },
];

export const softDelete: Behaviour = {
  refuse: (change, cloud) => {
    const { id } = change.resource;
    const kind = kindOf(id);
    if (!kind || change.operation !== "create") {
      return;
    }
    if (kind.refusal && !kind.restores(change.inputs) && cloud.deleted.read(kind.address(id))) {
      throw kind.refusal(id);
    }
    const { type, name } = placeOf(id);
    const elsewhere = ({ id: other }: Resident): boolean =>
      isOfType(other, type) && placeOf(other).name.toLowerCase() === name.toLowerCase() && !isWithin(other, id);
    if (kind.taken && cloud.live.below("").some(elsewhere)) {
      throw kind.taken(name);
    }
  },
  follow: (change, cloud) => {
    if (change.operation === "create") {
      const kind = kindOf(change.resource.id);
      if (kind) {
        cloud.deleted.remove(kind.address(change.resource.id));
      }
    } else if (change.operation === "delete") {
      for (const { id, properties } of [change.resource, ...change.below]) {
        const kind = kindOf(id);
        if (kind) {
          cloud.deleted.write(kind.address(id), { id, ...kind.held(properties) });
        }
      }
    }
  },
};

function kindOf(id: string): SoftDeletion | undefined {
  return KINDS.find(({ type }) => isOfType(id, type));
}
