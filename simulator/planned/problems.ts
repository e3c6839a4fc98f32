/** A plan cannot be served as it is; every reason is given at once, with its place. */
export class EstateRefusal extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`This plan cannot be served:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "EstateRefusal";
  }
}
