/**
 * Memory of a process and of all that it started, looked at four times a second: what each holds for itself, and of the
 * pages that several share (Node.js itself, some 45 MB) the share of each, so that nothing is counted twice. Linux only.
 */
import { ofProcess, processIds } from "../.ci/pulumi/harness/processes";

const INTERVAL_MS = 250;

/** Watches a process tree. */
export class MemoryWatch {
  private most = 0;
  private readonly timer: NodeJS.Timeout;

  /** @param root id of the process whose tree is watched */
  constructor(private readonly root: number) {
    this.timer = setInterval(() => {
      this.most = Math.max(this.most, residentBytes(this.root));
    }, INTERVAL_MS);
  }

  /** Ends the watch; gives the most that was seen at one time, in bytes. 0 where there is no /proc. */
  stop(): number {
    clearInterval(this.timer);
    return this.most;
  }
}

function residentBytes(root: number): number {
  const children = new Map<number, number[]>();
  for (const { id, parent } of processes()) {
    const siblings = children.get(parent);
    if (siblings) {
      siblings.push(id);
    } else {
      children.set(parent, [id]);
    }
  }
  const tree = [root];
  for (const id of tree) {
    tree.push(...(children.get(id) ?? []));
  }
  return tree.reduce((sum, id) => sum + Number(SHARE.exec(ofProcess(id, "smaps_rollup"))?.[1] ?? 0) * 1024, 0);
}

/** Field of /proc/<id>/stat after the command's name, which is in brackets. Source: proc_pid_stat(5). */
const PARENT = 1;

/** Proportional set size. Source: proc_pid_smaps(5). */
const SHARE = /^Pss:\s+(\d+) kB$/m;

/** Each process with the one that started it. */
function processes(): readonly { readonly id: number; readonly parent: number }[] {
  return processIds().flatMap((id) => {
    const stat = ofProcess(id, "stat");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return stat === "" ? [] : [{ id, parent: Number(fields[PARENT]) }];
  });
}
