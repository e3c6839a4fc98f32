/** Prompts, resources and completion of the servers that have them. */
import { callerOf } from "../lab/caller";
import { callTool, rpcRequest } from "../lab/messages";
import type { Seen } from "../lab/oracle";
import { argumentsWith, type Sample } from "../payloads/samples";
import { allOf, arrivedWhole, mustPass, resultHas, type Run } from "./exchange";

type Claim = (seen: Seen) => string | undefined;

export function offersOf(sample: Sample): readonly (readonly [what: string, run: Run])[] {
  const { prompt, resource, template, text } = sample;
  const calls: readonly (readonly [string, Run])[] = [
    [
      "a call with a progress token",
      asks("tools/call", { name: text.tool, arguments: argumentsWith(text, "Lake"), _meta: { progressToken: "p-1" } }),
    ],
  ];
  if (prompt === undefined || resource === undefined || template === undefined) return calls;
  const ofPrompt = { type: "ref/prompt", name: prompt.name };
  return [
    ...calls,
    [
      "a call without arguments",
      async (lab, server) => mustPass(lab, server, callTool(server, text.tool, {}, await callerOf(lab, server))),
    ],
    ["prompts/list", asks("prompts/list", {}, resultHas(["prompts", 0, "name"], prompt.name))],
    [
      "prompts/get",
      asks(
        "prompts/get",
        { name: prompt.name, arguments: { [prompt.argument]: "north" } },
        resultHas(["messages", 0, "content", "text"], "Plan a day's hike in the north region."),
      ),
    ],
    ["resources/list", asks("resources/list", {}, resultHas(["resources", 0, "uri"], `${resource}lake-loop`))],
    [
      "resources/templates/list",
      asks("resources/templates/list", {}, resultHas(["resourceTemplates", 0, "uriTemplate"], template)),
    ],
    [
      "resources/read",
      asks(
        "resources/read",
        { uri: `${resource}lake-loop` },
        resultHas(
          ["contents", 0, "text"],
          "Start at the boat house. The path keeps to the shore; the marsh is crossed on planks.",
        ),
      ),
    ],
    [
      "completion of a prompt's argument",
      asks(
        "completion/complete",
        { ref: ofPrompt, argument: { name: prompt.argument, value: "n" } },
        resultHas(["completion", "values"], ["north"]),
      ),
    ],
    [
      "completion with other arguments known",
      asks(
        "completion/complete",
        { ref: ofPrompt, argument: { name: prompt.argument, value: "so" }, context: { arguments: { month: "June" } } },
        resultHas(["completion", "values"], ["south"]),
      ),
    ],
    [
      "completion of a template's variable",
      asks(
        "completion/complete",
        { ref: { type: "ref/resource", uri: template }, argument: { name: "name", value: "la" } },
        resultHas(["completion", "values"], ["lake-loop"]),
      ),
    ],
    ["logging/setLevel", asks("logging/setLevel", { level: "warning" })],
  ];
}

function asks(method: string, params: Readonly<Record<string, unknown>>, claim?: Claim): Run {
  return async (lab, server) => {
    const request = rpcRequest(server, method, params, await callerOf(lab, server));
    const whole = arrivedWhole(request);
    return mustPass(lab, server, request, claim === undefined ? whole : allOf(whole, claim));
  };
}
