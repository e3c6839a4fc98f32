import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { LOG_SOURCES, type LogSource } from "../../tables/log-sources";

const SETTING = "azure-native:monitor:DiagnosticSetting";
const NEEDED = "what is logged must be known";

export const rule: Rule = {
  name: "mcp08-diagnostics-everywhere",
  control: "MCP08-1",
  title: "Every resource that has logs sends them to the workspace",
  why: "An intruder who was in a service without logs leaves nothing to find him by, or to say what he took.",
  severity: "high",
  remedy:
    "Plan a DiagnosticSetting with the resource's id as resourceUri, a workspaceId, and categoryGroup allLogs (or the categories that the message names); logAnalyticsDestinationType Dedicated where the service has tables of its own.",
  stack: {
    types: LOG_SOURCES.map(({ type }) => type),
    judge: (stack) => {
      const settings = stack.places(SETTING).map((setting) => ({ setting, target: targetOf(stack, setting) }));
      for (const source of LOG_SOURCES) {
        for (const place of stack.places(source.type)) {
          const own = settings.filter(({ target }) => target === place.resource).map(({ setting }) => setting);
          judgeSource(place, source, own);
        }
      }
    },
  },
};

function targetOf(stack: StackUnderJudgement, setting: Place): unknown {
  const uri = setting.at("resourceUri");
  return uri.isHidden("whose logs are sent must be known") ? undefined : stack.view.byArmId(uri.value);
}

function judgeSource(place: Place, source: LogSource, settings: readonly Place[]): void {
  const toWorkspace = settings.filter((setting) => {
    const workspace = setting.at("workspaceId");
    return workspace.isHidden("where logs are sent must be known") || workspace.isPresent();
  });
  const missing = source.categories.filter((category) => !toWorkspace.some((setting) => sends(setting, category)));
  if (missing.length > 0) {
    place.wrong(
      `no DiagnosticSetting of this stack sends its ${missing.join(", ")} to a workspace: plan one with resourceUri and workspaceId, and categoryGroup allLogs enabled.`,
    );
    return;
  }
  if (source.dedicated) {
    for (const setting of toWorkspace) {
      setting
        .at("logAnalyticsDestinationType")
        .must(
          (value) => value === "Dedicated",
          "write Dedicated, or the rows do not get to the tables that alerts read",
        );
    }
  }
}

function sends(setting: Place, category: string): boolean {
  return setting
    .at("logs")
    .items(NEEDED)
    .some((log) => {
      const isEnabled = !log.at("enabled").isHidden(NEEDED) && log.at("enabled").value === true;
      return isEnabled && (log.at("categoryGroup").value === "allLogs" || log.at("category").value === category);
    });
}
