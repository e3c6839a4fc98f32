/**
 * A small cloud that remembers: what the stand-in providers make, change and delete when the real CLI drives them.
 * In its folder:
 *
 * - `live/<id>.json`: each resource that is there. Delete the file or edit its `properties` to make an out-of-band change.
 * - `deleted/<name>.json`: each name that a soft-deleted resource still holds. No time passes here: a name is held until
 *   somebody deletes the file, which is what a purge does (and what Azure refuses while `purgeProtected`).
 * - `faults.json`: where a provider is to fail (`faults.ts`).
 *
 * Ids stand in lower case in the files' paths. The offline preview has no cloud: it makes nothing.
 */
import path from "node:path";
import type { Properties } from "../../values";
import { groupOf } from "./ids";
import { JsonTree } from "./json-tree";

/** A resource that is there. */
export interface Resident {
  readonly id: string;
  /** Pulumi's token; a resource that a service makes by itself has its ARM type here. */
  readonly type: string;
  readonly properties: Properties;
}

/** A name that a deleted resource still holds. */
export interface Held {
  /** Id of the deleted resource. */
  readonly id: string;
  /** For how long the service holds the name, in days. */
  readonly retentionDays: number;
  /** Nobody can free the name before that. */
  readonly purgeProtected: boolean;
}

/** A request to make or to change a resource. */
export interface Write {
  readonly operation: "create" | "update";
  readonly resource: Resident;
  /** What the request says, what the service does not show afterwards included. */
  readonly inputs: Properties;
  /** The resource as it is; nothing when it is not there. */
  readonly before: Resident | undefined;
}

/** A request to delete a resource, and everything below it. */
export interface Removal {
  readonly operation: "delete";
  readonly resource: Resident;
  readonly below: readonly Resident[];
}

export type Change = Write | Removal;

/** One thing that the cloud does besides remembering. */
export interface Behaviour {
  /** @throws Error when the change is refused. */
  readonly refuse?: (change: Change, cloud: Cloud) => void;
  /** What the change brings about besides itself. */
  readonly follow?: (change: Change, cloud: Cloud) => void;
}

export class Cloud {
  readonly live: JsonTree<Resident>;
  readonly deleted: JsonTree<Held>;

  constructor(
    readonly folder: string,
    private readonly behaviours: readonly Behaviour[],
  ) {
    this.live = new JsonTree(path.join(folder, "live"));
    this.deleted = new JsonTree(path.join(folder, "deleted"));
  }

  /** Does this stand in a resource group that was not made here? Then it is somebody else's, and taken to be there. */
  wasThereBefore(id: string): boolean {
    return this.live.read(groupOf(id) ?? "/") === undefined;
  }

  /** @throws Error when the cloud refuses. */
  create(resource: Resident, inputs: Properties): void {
    this.write({ operation: "create", resource, inputs, before: this.live.read(resource.id) });
  }

  /** A resource that has gone meanwhile is made anew, as by any PUT. @throws Error when the cloud refuses. */
  update(resource: Resident, inputs: Properties): void {
    const before = this.live.read(resource.id);
    this.write({ operation: before ? "update" : "create", resource, inputs, before });
  }

  /** What is not there is deleted already. @throws Error when the cloud refuses. */
  delete(id: string): void {
    const resource = this.live.read(id);
    if (!resource) {
      return;
    }
    const below = this.live.below(id);
    this.carry({ operation: "delete", resource, below }, () => {
      [resource, ...below].forEach((gone) => {
        this.live.remove(gone.id);
      });
    });
  }

  private write(change: Write): void {
    this.carry(change, () => {
      this.live.write(change.resource.id, change.resource);
    });
  }

  private carry(change: Change, act: () => void): void {
    this.behaviours.forEach(({ refuse }) => refuse?.(change, this));
    act();
    this.behaviours.forEach(({ follow }) => follow?.(change, this));
  }
}
