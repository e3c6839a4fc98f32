/** Stacks `dev` of programs that somebody has weakened. */
import { install, type Installation } from "../harness/installation";
import { RealStack } from "../harness/stack";

/** What is written instead of what. */
export interface Weakening {
  readonly what: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Claims something of each weakened program, in a stack of its own. */
export function describeWeakened<Case extends Weakening>(
  title: string,
  cases: readonly Case[],
  claim: (stack: () => RealStack, weakening: Case) => void,
): void {
  describe(title, function () {
    this.timeout(600_000);
    let installation: Installation;
    before(() => {
      installation = install();
    });
    after(() => {
      installation.remove();
    });
    for (const weakening of cases) {
      describe(weakening.what, () => {
        let stack: RealStack;
        before(async () => {
          stack = await RealStack.create(installation, { stack: "dev" });
          stack.edit(weakening.file, weakening.before, weakening.after);
        });
        after(() => {
          stack.remove();
        });
        claim(() => stack, weakening);
      });
    }
  });
}
