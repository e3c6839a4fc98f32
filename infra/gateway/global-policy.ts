import type { Settings } from "../settings/types";
import { plannedApis, serverApiNames } from "./apis";
import type { PolicyValue } from "./policy-text";
import { allowedMethods, reasonTable } from "./server-policy";

/** What stands in `apim-policies/global.xml`. */
export function globalPolicyValues(settings: Settings): Readonly<Record<string, PolicyValue>> {
  const servers = settings.stage === "serving" ? settings.servers : [];
  const verbs = Object.fromEntries(
    servers.map((server) => [serverApiNames(server).path, allowedMethods(server).join(", ")]),
  );
  return {
    apis: plannedApis(settings).join(" "),
    reasons: reasonTable(),
    // Inside a text of C#: quotes escaped as C# wants them, which is as JSON does.
    "server-verbs": JSON.stringify(JSON.stringify(verbs)).slice(1, -1),
  };
}
