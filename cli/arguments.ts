import { InvalidArgumentError } from "commander";
import { refuseStackName } from "./preview/options";

/** A stack's name, as an option takes it. @throws InvalidArgumentError that says what a name may be */
export function stackName(name: string): string {
  const refusal = refuseStackName(name);
  if (refusal !== undefined) {
    throw new InvalidArgumentError(refusal);
  }
  return name;
}

/** How long something may take, in seconds: above 0 and up to 3600. @throws InvalidArgumentError that says so */
export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) {
    throw new InvalidArgumentError("It is a number of seconds, above 0 and up to 3600.");
  }
  return value;
}
