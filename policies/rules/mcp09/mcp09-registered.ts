import type { Place } from "../../framework/place";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const APP = "azure-native:app:ContainerApp";
const API = "azure-native:apicenter:Api";
/** What an entry needs beside itself to say which server runs where. */
const PARTS = [
  { type: "azure-native:apicenter:ApiVersion", what: "ApiVersion" },
  { type: "azure-native:apicenter:Deployment", what: "Deployment" },
] as const;

export const rule: Rule = {
  name: "mcp09-registered",
  control: "MCP09-1",
  title: "Every running server stands in the register",
  why: "What is in no register is found by nobody who looks for vulnerable, forgotten or hostile servers.",
  severity: "medium",
  remedy: "Plan an API Center Api whose apiName is the app's tag mcp-server, with an ApiVersion and a Deployment.",
  stack: {
    types: [APP],
    judge: (stack) => {
      for (const app of stack.places(APP)) {
        judgeApp(stack, app);
      }
    },
  },
};

function judgeApp(stack: StackUnderJudgement, app: Place): void {
  const tag = app.at("tags").member("mcp-server");
  if (tag.isHidden("the register is searched by it")) {
    return;
  }
  const entry = stack.places(API).find((api) => api.at("apiName").value === tag.value && tag.value !== undefined);
  if (entry === undefined) {
    app.wrong(
      `no API Center Api of this stack is named ${JSON.stringify(tag.value ?? null)}, as its tag mcp-server is: plan one, with an ApiVersion and a Deployment.`,
    );
    return;
  }
  for (const { type, what } of PARTS) {
    const found = stack
      .places(type)
      .some((part) =>
        ["serviceName", "workspaceName", "apiName"].every((input) => part.at(input).value === entry.at(input).value),
      );
    if (!found) {
      entry.wrong(`it has no ${what}, so the register does not say what runs where: plan one.`);
    }
  }
}
