import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { callTool, rpcRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { firstTool, ordinaryArguments } from "../../lab/ordinary";
import { notAvailable } from "../../lab/refusals";

/** Cyrillic letters that look Latin. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { a: "\u0430", e: "\u0435", o: "\u043e" };

export const attack: Attack = {
  id: "unknown-tool",
  risk: "MCP02",
  controls: ["MCP02-2"],
  title: "Tools and prompts that nobody approved, and names that look like approved ones",
  why: "A tool that was never reviewed would run because its name is close enough.",
  *attempts({ servers }) {
    for (const server of servers) {
      const { name: tool } = firstTool(server);
      const foreign = servers.filter(({ name }) => name !== server.name).flatMap(({ tools }) => tools);
      const names = [
        "unknown",
        "",
        " ",
        "*",
        tool.toUpperCase(),
        `${tool} `,
        ` ${tool}`,
        `${tool}\n`,
        `${tool}\u0000`,
        `${tool}\u200b`,
        tool.replace(/[aeo]/, (letter) => LOOK_ALIKES[letter] ?? ""),
        tool.replaceAll("_", "-"),
        tool.replaceAll("_", "\uff3f"),
        `${tool}/`,
        `./${tool}`,
        `${server.name}.${tool}`,
        `${server.name}/${tool}`,
        tool.slice(0, -1),
        `${tool}2`,
        `${tool},${tool}`,
        `${tool}?admin=true`,
        encodeURIComponent(tool).replaceAll("_", "%5f"),
        "__proto__",
        "constructor",
        "toString",
        "scope",
        "$ref",
        "tools",
        "tools['x']",
        "..",
        "x".repeat(128),
        "x".repeat(4000),
        "plan_hike",
        ...foreign.map(({ name }) => name),
      ];
      for (const name of new Set(names)) {
        const shown = name.length > 60 ? `${name.length} letters` : JSON.stringify(name);
        yield {
          name: `${server.name}: tool ${shown}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const request = callTool(server, name, ordinaryArguments(tool), caller);
            return exchange(lab, server, request, notAvailable("tool-not-available"));
          },
        };
      }
      for (const name of [
        "unknown",
        "",
        tool,
        "PLAN_HIKE",
        "plan_hike ",
        "__proto__",
        "plan\u200b_hike",
        "plan_hike2",
      ]) {
        yield {
          name: `${server.name}: prompt ${JSON.stringify(name)}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const request = rpcRequest(server, "prompts/get", { name, arguments: { region: "north" } }, caller);
            return exchange(lab, server, request, notAvailable("prompt-not-available"));
          },
        };
        yield {
          name: `${server.name}: completion of prompt ${JSON.stringify(name)}`,
          run: async (lab) => {
            const caller = await signIn(lab, server);
            const params = { ref: { type: "ref/prompt", name }, argument: { name: "region", value: "n" } };
            const request = rpcRequest(server, "completion/complete", params, caller);
            return exchange(lab, server, request, notAvailable("prompt-not-available"));
          },
        };
      }
    }
  },
};
