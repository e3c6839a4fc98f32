import { API, approvals, asObject, textIn, type Approved } from "../../framework/approved";
import { containersOf } from "../../framework/containers";
import type { Rule, StackUnderJudgement } from "../../framework/rule";

const APP = "azure-native:app:ContainerApp";
const NEEDED = "the image that runs must be known";

export const rule: Rule = {
  name: "mcp03-image-is-locked",
  control: "MCP03-1",
  title: "The image that runs is the one that the approved definitions were taken from",
  why: "A new image under an old approval runs tools that nobody looked at, under the names and pins of those that somebody did.",
  severity: "critical",
  remedy:
    "Make the lock anew from the image that is deployed (bulwark lock), review the difference, and deploy both together; tag the container app mcp-server with the server's name.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const approved of approvals(stack)) {
        judgeServer(stack, approved);
      }
    },
  },
};

function judgeServer(stack: StackUnderJudgement, { api, document }: Approved): void {
  const server = textIn(document.server);
  const apps = stack.places(APP).filter((app) => {
    const tag = app.at("tags").member("mcp-server");
    return server !== "" && !tag.isHidden("which server an app is must be known") && tag.value === server;
  });
  if (apps.length === 0) {
    api.wrong(`no ContainerApp has the tag mcp-server with the server's name, "${server}": tag the one that runs it.`);
  }
  const locked = textIn(asObject(document.lock).image);
  for (const app of apps) {
    for (const container of containersOf(app)) {
      const image = container.at("image").text(NEEDED);
      if (image !== undefined && image.split("@")[1] !== locked) {
        app.wrong(
          `it runs ${image}, and the lock of ${server} was made from ${locked === "" ? "no image" : locked}: make the lock anew from this image and review it.`,
        );
      }
    }
  }
}
