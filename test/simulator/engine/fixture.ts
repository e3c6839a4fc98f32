/** Previews of the small programs beside this file. */
import assert from "node:assert/strict";
import path from "node:path";
import type { JsonObject, PlanResource } from "../../../plan/format";
import { preview, PreviewError, type PreviewRequest, type PreviewResult } from "../../../simulator/engine";

const PROGRAMS = path.join(__dirname, "programs");

/** What stands for an unknown in a plan. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret as a plan holds it. */
export const CLOSED = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};

/** A request to preview one of the programs. */
export function request(program: string, more: Partial<PreviewRequest> = {}): PreviewRequest {
  return { root: PROGRAMS, stack: "dev", program: path.join(PROGRAMS, `${program}.js`), ...more };
}

/** Previews that were asked for before: they start two processes each, and the same request has the same result. */
const previews = new Map<string, Promise<PreviewResult>>();

/** Previews one of the programs, once for each request. */
export function previewOf(program: string, more: Partial<PreviewRequest> = {}): Promise<PreviewResult> {
  const key = JSON.stringify([program, more]);
  const known = more.onEvent || more.signal ? undefined : previews.get(key);
  const made = known ?? previewAgain(program, more);
  previews.set(key, made);
  return made;
}

/** Previews one of the programs, whether or not it was previewed before. */
export function previewAgain(program: string, more: Partial<PreviewRequest> = {}): Promise<PreviewResult> {
  return preview(request(program, more));
}

/** A pack beside this file. */
export function packFolder(name: string): string {
  return path.join(__dirname, "packs", name);
}

/** Previews one of the programs, judged by a pack. */
export function judgedBy(
  pack: string,
  config?: Readonly<Record<string, unknown>>,
  program = "policed",
): Promise<PreviewResult> {
  return previewOf(program, { policyPacks: [{ path: packFolder(pack), config }] });
}

/** The resource of a plan with this name. */
export function planned({ plan }: Pick<PreviewResult, "plan">, name: string): PlanResource {
  const found = plan.deployment.resources.filter(({ urn }) => urn.split("::").pop() === name);
  const [only] = found;
  assert(only && found.length === 1, `${String(found.length)} resources named ${name}`);
  return only;
}

/** The inputs of the resource of a plan with this name. */
export function inputsOf(result: Pick<PreviewResult, "plan">, name: string): JsonObject {
  return planned(result, name).inputs ?? {};
}

/** The end of a URN: type and name. */
export function shortUrn(urn: string | undefined): string {
  return urn?.split("::").slice(2).join("::") ?? "";
}

/** The failure of a preview that must fail. */
export async function failureOf(previewed: Promise<unknown>): Promise<PreviewError> {
  try {
    await previewed;
  } catch (thrown) {
    assert(thrown instanceof PreviewError, String(thrown));
    return thrown;
  }
  assert.fail("the preview did not fail");
}

/** The failure of a program that must fail. */
export function failureOfProgram(program: string, more: Partial<PreviewRequest> = {}): Promise<PreviewError> {
  return failureOf(previewOf(program, more));
}
