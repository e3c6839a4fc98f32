/** What `bulwark judge` says of a plan or an export, to be compared with what the real engine's policies said. */
import assert from "node:assert/strict";
import path from "node:path";
import { readJudgedFile, type JudgedFile } from "../../../plan/judged-file";
import { serializePlan } from "../../../plan/serialize";
import { judgePlan } from "../../../simulator/engine/judge";
import type { EventLog } from "../harness/event-log";
import { ROOT } from "../harness/installation";
import type { RealStack } from "../harness/stack";
import { agreeOn } from "./agreement";
import { compareLines } from "./compare";
import { ourVerdicts, realVerdicts } from "./verdicts";

/** A file that was judged, and the verdicts as lines. */
export interface JudgedLines {
  readonly file: JudgedFile;
  readonly verdicts: readonly string[];
}

/** Judges the text of a plan or an export with the project's own pack. */
export async function judgeText(text: string): Promise<JudgedLines> {
  const file = readJudgedFile(text);
  const { plan, stack, project } = file;
  const policyPacks = [{ path: path.join(ROOT, "policies") }];
  const result = await judgePlan({ root: ROOT, plan, stack, project, policyPacks });
  return { file, verdicts: ourVerdicts({ ...result, plan, stackOutputs: {}, closedConfigSecrets: [] }) };
}

/**
 * Claims that what is deployed gets the verdicts that its preview got.
 *
 * @param preview the events of the preview before the deployment, with the project's own pack
 * @throws AssertionError that lists the verdicts that differ
 */
export async function agreeOnDeployed(stack: RealStack, preview: EventLog): Promise<void> {
  const { file, verdicts } = await judgeText(serializePlan(await stack.export()));
  assert.equal(file.kind, "deployed");
  agreeOn(compareLines(realVerdicts(preview), verdicts));
}
