import type { StackFiles } from "../files";
import type { KeyPath } from "../mistakes";
import type { Draft, ServerDraft } from "../schema";

/** Tells one mistake: where, and what is wrong and what to write instead. What stands there is added by the caller. */
export type Tell = (path: KeyPath, message: string) => void;

/**
 * What several settings must be together. It is given the values that are right each by themselves, so whatever it needs
 * may be missing: then it says nothing, since that mistake is told already. `files` is what lies beside the stack file.
 */
export type Check = (settings: Draft, tell: Tell, files: StackFiles) => void;

/** The servers that stand in the file, each with its path. */
export function serversOf(settings: Draft): { server: ServerDraft; path: KeyPath }[] {
  return items(settings["bulwark:servers"]).map(({ item, index }) => ({
    server: item,
    path: ["bulwark:servers", index],
  }));
}

/** The right items of a list, each with its position in the file. */
export function items<Item>(list: readonly (Item | undefined)[] | undefined): { item: Item; index: number }[] {
  return (list ?? []).flatMap((item, index) => (item === undefined ? [] : [{ item, index }]));
}

/** Tells each item after the first that means the same as an earlier one. */
export function unique(
  entries: readonly { value: string | undefined; path: KeyPath }[],
  tell: Tell,
  message: (first: string) => string,
): void {
  const first = new Map<string, string>();
  for (const { value, path } of entries) {
    if (value === undefined) {
      continue;
    }
    const same = value.toLowerCase();
    const earlier = first.get(same);
    if (earlier === undefined) {
      first.set(same, value);
    } else {
      tell(path, message(earlier));
    }
  }
}
