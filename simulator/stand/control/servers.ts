/** Changing what a server behind the gateway says, and reading what reached it. */
import type { CallToolResult } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { UnknownToolError } from "../../servers";
import type { Backend, Parts } from "../parts";
import { bodies, bodyOf, ControlMistake } from "./bodies";

interface OfServer {
  readonly Params: { readonly server: string };
}
interface OfTool {
  readonly Params: { readonly server: string; readonly tool: string };
}

export function addServers(app: FastifyInstance, { backends }: Parts): void {
  const find = (name: string): Backend => {
    const found = backends.find((backend) => backend.name === name);
    if (found === undefined) {
      throw new ControlMistake(
        404,
        `There is no server ${name}. Servers are ${backends.map((one) => one.name).join(", ")}.`,
      );
    }
    return found;
  };
  app.patch<OfServer>("/servers/:server/tools", ({ params, body }) => {
    const { behaviour } = find(params.server).sample;
    const changes = bodyOf(bodies.tools, body, '{"set": {"a_tool": {"description": "..."}}, "add": [], "remove": []}');
    changeTools(() => {
      behaviour.changeTools(changes);
    });
    return { tools: behaviour.tools };
  });
  app.put<OfServer>("/servers/:server/instructions", ({ params, body }) => {
    const { text } = bodyOf(bodies.instructions, body, '{"text": "..."}');
    find(params.server).sample.behaviour.setInstructions(text);
    return {};
  });
  app.put<OfTool>("/servers/:server/answers/:tool", ({ params, body }) => {
    const answer = bodyOf(bodies.answer, body, '{"content": [{"type": "text", "text": "..."}]}');
    // What stands in the content is the test's business: a hostile server sends what it likes.
    find(params.server).sample.behaviour.setAnswer(params.tool, answer as CallToolResult);
    return {};
  });
  app.get<OfServer>("/servers/:server/requests", ({ params }) => find(params.server).door.requests());
  app.delete<OfServer>("/servers/:server/requests", ({ params }) => {
    find(params.server).door.forget();
    return {};
  });
}

function changeTools(change: () => void): void {
  try {
    change();
  } catch (error) {
    throw error instanceof UnknownToolError ? new ControlMistake(400, error.message) : error;
  }
}
