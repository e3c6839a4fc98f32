import path from "node:path";
import {
  contentOf,
  differenceOf,
  following,
  judge,
  rollBack,
  serializeLock,
  type Judged,
  type Lock,
  type LockException,
  type ServerSurface,
} from "../../locks";
import { ExitCode } from "../exit-code";
import { interrupted, MistakeError } from "../mistake";
import { inputName, readInput } from "../plan/input";
import type { Terminal } from "../terminal";
import type { LockOptions } from "./command";
import { readAnswers, readExceptions } from "./documents";
import { lockPath, readLock, toolsOfOthers, writeLock } from "./lock-file";
import { linesOf, type LockReport } from "./report";
import { askServer } from "./server";
import { mentionsOf, type StackMentions } from "./stack-files";

/** What the person asked for. */
export interface LockCall {
  /** The project's root, absolute: where stacks/ is. */
  readonly root: string;
  /** What relative paths in the call are relative to, absolute. */
  readonly folder: string;
  readonly server: string;
  readonly options: LockOptions;
  /** Whether one JSON document goes to the output in place of the lines for people. */
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** The lock's file, and what it holds. */
interface LockFile {
  /** Absolute. */
  readonly file: string;
  /** As messages and reports call it. */
  readonly name: string;
  readonly current: Lock | undefined;
}

/**
 * Makes, updates, checks or rolls back a server's lock.
 *
 * @throws MistakeError when the call or a file is wrong or the server does not answer; then nothing is written
 */
export async function runLock(call: LockCall, { out }: Terminal): Promise<ExitCode> {
  const { root, folder, server, options, json, signal } = call;
  const name = options.output ?? lockPath(server);
  const file = options.output === undefined ? path.join(root, name) : path.resolve(folder, options.output);
  const current = readLock(file, name);
  if (current !== undefined && current.server !== server) {
    throw new MistakeError("usage", `${name} is the lock of ${current.server}, not of ${server}.`);
  }
  const lockFile = { file, name, current };
  const { report, text } =
    options.rollback === undefined ? await approved(call, lockFile) : await rolledBack(call, lockFile);
  if (signal.aborted) {
    throw interrupted();
  }
  if (text !== undefined) {
    writeLock(file, text);
  }
  const page = { width: Math.min(out.columns, 100), colors: out.colors };
  out.write(json ? `${JSON.stringify(report, null, 2)}\n` : linesOf(report, page));
  return report.outcome === "refused" || report.outcome === "differs" ? ExitCode.failed : ExitCode.passed;
}

/** A report, and the file's new content where it is to be written. */
interface Outcome {
  readonly report: LockReport;
  readonly text: string | undefined;
}

async function approved(call: LockCall, { name, current }: LockFile): Promise<Outcome> {
  const { root, server, options } = call;
  const check = options.check === true;
  if (check && current === undefined) {
    throw new MistakeError("usage", `There is no ${name} to check against: make it without --check.`);
  }
  const mentions = mentionsOf(server, root);
  const image = options.image ?? digestIn(mentions, server);
  const asked = await exceptionsOf(call);
  const shown = await surfaceOf(call, mentions);
  const judged = await judge(shown, asked, current, toolsOfOthers(server, root));
  const { exceptions, refused: findings, unused } = judged;
  const about = { server, lock: name, findings, exceptions, unused };
  const version = current?.version ?? null;
  if (findings.length + unused.length > 0) {
    return { report: { ...about, outcome: "refused", version, difference: [] }, text: undefined };
  }
  const content = contentOf(judged.surface, { server, image, date: options.date ?? today(), exceptions });
  const lock = following(current, content);
  const difference = differenceOf(current, content);
  if (lock === current) {
    return { report: { ...about, outcome: "unchanged", version, difference }, text: undefined };
  }
  return check
    ? { report: { ...about, outcome: "differs", version, difference }, text: undefined }
    : {
        report: { ...about, outcome: current === undefined ? "made" : "updated", version: lock.version, difference },
        text: serializeLock(lock),
      };
}

async function rolledBack({ root, server, options }: LockCall, { name, current }: LockFile): Promise<Outcome> {
  if (current === undefined) {
    throw new MistakeError("usage", `There is no ${name} to roll back.`);
  }
  const wanted = options.rollback === true ? undefined : options.rollback;
  const result = rollBack(current, wanted, options.date ?? today());
  if ("problem" in result) {
    throw new MistakeError("usage", result.problem);
  }
  const { lock } = result;
  // What an older scanner let through is looked at again.
  const { refused: findings }: Judged = await judge(
    {
      protocol: lock.protocol,
      instructions: lock.instructions?.text ?? null,
      tools: lock.tools.map(({ definition }) => definition),
      prompts: lock.prompts.map(({ definition }) => definition),
      resourceTemplates: lock.resourceTemplates.map(({ definition }) => definition),
    },
    [],
    lock,
    toolsOfOthers(server, root),
  );
  const about = { server, lock: name, findings, exceptions: lock.scan.exceptions, unused: [] };
  return findings.length > 0
    ? { report: { ...about, outcome: "refused", version: current.version, difference: [] }, text: undefined }
    : {
        report: { ...about, outcome: "rolled-back", version: lock.version, difference: differenceOf(current, lock) },
        text: serializeLock(lock),
      };
}

async function surfaceOf(call: LockCall, { protocols }: StackMentions): Promise<ServerSurface> {
  const { options, folder, signal } = call;
  if (options.from !== undefined) {
    return askServer({ url: options.from, headers: options.header ?? [], signal });
  }
  if (options.answers === undefined) {
    throw new MistakeError("usage", "Say where the definitions come from: --from <url> or --answers <file>.");
  }
  const { protocol, ...answers } = readAnswers(
    await readInput({ file: options.answers, folder, signal }),
    inputName(options.answers),
  );
  const asked = protocol ?? protocols[0];
  if (asked === undefined) {
    throw new MistakeError("usage", `${inputName(options.answers)} does not say in which protocol it was answered.`, [
      'Add "protocol": "2025-11-25", or whichever it was; no stack file names this server.',
    ]);
  }
  return { ...answers, protocol: asked };
}

async function exceptionsOf({ options, folder, signal }: LockCall): Promise<LockException[]> {
  const { exceptions } = options;
  return exceptions === undefined
    ? []
    : readExceptions(await readInput({ file: exceptions, folder, signal }), inputName(exceptions));
}

function digestIn({ digests }: StackMentions, server: string): string {
  const [only] = digests;
  if (only === undefined || digests.length > 1) {
    throw new MistakeError(
      "usage",
      only === undefined
        ? `No stack file names an image of ${server}: say --image sha256:...`
        : `The stack files name several images of ${server}: say with --image which one is asked.`,
      digests,
    );
  }
  return only;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
