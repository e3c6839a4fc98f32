/**
 * The other parties of the simulated gateway: Entra, the vault, Content Safety, and the door of each container app. Each
 * listens on a loopback port as soon as it is started, so that its address can be put into the plan; `serve` then says
 * what is planned.
 */
export { FAULT_MODES, type Clock, type FaultMode, type Party } from "./party";
export { startEntra, type EntraOptions } from "./entra";
export { IdentityTokenFailure, type Entra, type TokenAuthority } from "./entra/types";
export { TokenOptionsMistake, type TokenOptions } from "./entra/token-options";
export { USERS } from "./entra/users";
export { startVault, type Vault, type VaultOptions } from "./vault";
export { startContentSafety, type ContentSafetyOptions } from "./content-safety";
export { startDoor, type Door, type DoorOptions } from "./door";
export type { RecordedRequest } from "./door/record";
