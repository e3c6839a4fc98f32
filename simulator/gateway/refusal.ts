/** What API Management would not take, found before anything is served. */

/** One thing that is wrong in what the plan gives the gateway. */
export interface GatewayProblem {
  /** Which document or resource: `server trails`, `global`, `fragment audit`, `named value x`. */
  readonly document: string;
  /** Line in the document, counted from 1; 0 where it is not about a line. */
  readonly line: number;
  /** What is wrong and what to write instead. */
  readonly problem: string;
}

/** The gateway is not opened. Carries every problem found, not the first only. */
export class GatewayRefusal extends Error {
  constructor(readonly problems: readonly GatewayProblem[]) {
    super(
      `API Management would refuse this gateway:\n${problems.map((problem) => `  ${shownProblem(problem)}`).join("\n")}`,
    );
    this.name = "GatewayRefusal";
  }
}

/** `global, line 12: ...` */
export function shownProblem({ document, line, problem }: GatewayProblem): string {
  return `${document}${line > 0 ? `, line ${line}` : ""}: ${problem}`;
}
