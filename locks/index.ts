/** The tool lock: its format, the canonical form that pins are made of, and the schemas that the gateway checks. */
export { canonicalJson, canonicalProblems, NotCanonicalError, pinOf } from "./canonical";
export {
  formatVersion,
  keptVersions,
  scannerVersion,
  type Lock,
  type LockedPrompt,
  type LockedTemplate,
  type LockedTool,
  type LockException,
  type LockVersion,
} from "./format";
export { isJsonObject, type Json, type JsonObject } from "./json";
export {
  contentOf,
  following,
  serializeLock,
  versionOf,
  type Approval,
  type Content,
  type ServerSurface,
} from "./make";
export { rollBack, type RolledBack } from "./rollback";
export {
  findingCodes,
  leftOut,
  scan,
  subjectsOf,
  type Finding,
  type FindingCode,
  type OtherTool,
  type Subject,
} from "./scan";
export { parseLock, type ParsedLock } from "./parse";
export { compileSchema, type Compiled } from "./schema/compile";
export { typeNames, type CompiledSchema, type SchemaProblem, type TypeName } from "./schema/types";
export { validateArguments, type ArgumentProblem } from "./schema/validate";
export { judge, type Judged } from "./approval";
export { differenceOf, type Change, type MemberChange } from "./difference";
export { visible } from "./scan/characters";
