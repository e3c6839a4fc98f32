import { policyPath } from "../files";
import { serversOf, type Check } from "./check";

/** A customer's own policy is there, is XML, and may stand in its place (control MCP07-4). */
export const customersPolicies: Check = (settings, tell, files) => {
  for (const { server, path } of serversOf(settings)) {
    for (const section of ["inbound", "outbound"] as const) {
      const file = server.customPolicy?.[section];
      if (file === undefined) {
        continue;
      }
      const at = [...path, "customPolicy", section];
      const policy = files.policy(file, section);
      if (policy === undefined) {
        tell(at, `${policyPath(file)} is not there, beside the stack files; write it, or leave this out`);
      }
      policy?.mistakes.forEach((mistake) => {
        tell(at, `${policyPath(file)}, ${mistake}`);
      });
    }
  }
};
