import { count } from "../preview/page";
import { NOTHING_UNKNOWN, PLANNED_LIMITS, type Wording } from "../preview/wording";
import type { JudgeReport } from "./report";

/** The wording of `bulwark judge`. */
export function judgeWording(report: JudgeReport): Wording {
  const deployed = report.judged === "deployed";
  return {
    command: "Bulwark judge",
    resources: report.judged,
    nothingUnknown: deployed ? "No value is unknown." : NOTHING_UNKNOWN,
    remediated: (resources) =>
      `Rules would change the inputs of ${resources} resources: they were judged as they stand, and nothing was changed.`,
    notes: notesOf(report),
    done: (seconds) => `Judged ${report.plan} in ${seconds.toFixed(1)} s.`,
    limits: deployed
      ? "Only what Pulumi recorded of the stack was judged: what was changed in Azure since then is not in it, and " +
        "nothing was run against Azure. `pulumi refresh` records what is there."
      : PLANNED_LIMITS,
  };
}

function notesOf({ closedSecrets, notJudged, pendingReplacement, pendingOperations }: JudgeReport): readonly string[] {
  const { external, pendingDelete } = notJudged;
  return [
    ...(closedSecrets.length === 0
      ? []
      : [`${count(closedSecrets.length, "secret")} closed in this file: what they hold was not judged.`]),
    ...(external.length === 0 ? [] : [`Not judged, only read by the program: ${external.join(", ")}.`]),
    ...(pendingDelete.length === 0
      ? []
      : [`Not judged, replaced and still to be deleted by the next \`pulumi up\`: ${pendingDelete.join(", ")}.`]),
    ...(pendingReplacement.length === 0
      ? []
      : [`Judged, but deleted for a replacement that is still to be made: ${pendingReplacement.join(", ")}.`]),
    ...(pendingOperations.length === 0
      ? []
      : [
          `Warning: an operation was cut short, and nobody knows what became of it: ${pendingOperations.join(", ")}. ` +
            "Run `pulumi refresh`, export the stack and judge it again.",
        ]),
  ];
}
