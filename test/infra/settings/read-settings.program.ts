/** Run by read-settings.test.ts as Pulumi runs a program: everything about the stack comes from the environment. */
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../../infra/settings";

function outcome(): unknown {
  try {
    return { settings: readSettings() };
  } catch (error) {
    return { runError: pulumi.RunError.isInstance(error), message: error instanceof Error ? error.message : "" };
  }
}

process.stdout.write(JSON.stringify(outcome()));
