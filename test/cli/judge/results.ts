/** The JSON Schemas of what the commands print, compiled. */
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import judgeSchema from "../../../cli/judge/judge.schema.json";
import planSchema from "../../../cli/plan/plan.schema.json";
import previewSchema from "../../../cli/preview/preview.schema.json";

const schemas = new Ajv2020({ allErrors: true })
  .addSchema(previewSchema, "cli/preview/preview.schema.json")
  .addSchema({ ...judgeSchema, $id: "cli/judge/judge.schema.json" })
  .addSchema({ ...planSchema, $id: "cli/plan/plan.schema.json" });

/** Is it what `bulwark judge --json` prints? */
export const isJudgement = schemaOf("cli/judge/judge.schema.json");

/** Is it what `bulwark plan --json` prints? */
export const isPlanReport = schemaOf("cli/plan/plan.schema.json");

function schemaOf(file: string): ValidateFunction {
  const found = schemas.getSchema(file);
  if (found === undefined) {
    throw new Error(`${file} is not compiled`);
  }
  return found;
}
