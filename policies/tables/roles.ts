/** Azure's built-in roles by id. */
import table from "./built-in-roles.json";

export interface Role {
  readonly name: string;
  /** reader, data-reader, data-writer, operator or privileged; the table says what each means. */
  readonly power: string;
  readonly canAssignRoles?: boolean;
  readonly canReadKeys?: boolean;
}

const ROLES = new Map<string, Role>(Object.entries(table.roles));

/** The role that a role definition's id means, by its GUID; undefined where the table does not know it. */
export function roleOf(roleDefinitionId: string): Role | undefined {
  return ROLES.get(roleDefinitionId.split("/").at(-1)?.toLowerCase() ?? "");
}
