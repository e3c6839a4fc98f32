/**
 * `llm-content-safety`: prompts, and on the way out completions, past Content Safety; 403 on a hit.
 * Reference: "Enforce content safety checks on LLM requests".
 *
 * What happens while Content Safety cannot answer is not documented. It is an error here, so nothing gets through; no
 * policy may depend on that in Azure. Which texts of a body are looked at is documented for language models: the
 * contents of `messages`; any other body is looked at whole.
 */
import { textInput } from "../../../plan/policy-resource";
import { isObject } from "../../../plan/values";
import { identityToken } from "../network/identity-token";
import { NetworkFailure } from "../network/loopback-client";
import { BodyFailure, READABLE_BODY, readWhole } from "../pipeline/message";
import { PolicyError } from "../pipeline/policy-error";
import type { Run } from "../pipeline/run";
import { childrenOf, literal, type Element } from "./definition";

const API_VERSION = "2024-09-01";
const CALL_TIMEOUT_MS = 30_000;

export const llmContentSafety: Element = {
  name: "llm-content-safety",
  reference: "Enforce content safety checks on LLM requests",
  sections: ["inbound", "outbound"],
  notIn: ["operation"],
  attributes: {
    "backend-id": { required: true, expression: true },
    "shield-prompt": { expression: true, kind: "boolean" },
    "enforce-on-completions": { expression: true, kind: "boolean" },
    "window-size": { expression: true, kind: "integer", min: 1, max: 10_000 },
    "window-overlap-size": { expression: true, kind: "integer" },
  },
  children: {
    categories: {
      attributes: { "output-type": { expression: true, values: ["fourseveritylevels", "eightseveritylevels"] } },
      children: {
        category: {
          many: true,
          attributes: {
            name: { required: true, expression: true, values: ["hate", "selfharm", "sexual", "violence"] },
            threshold: { required: true, expression: true, kind: "integer", min: 0, max: 7 },
          },
        },
      },
    },
    blocklists: { children: { id: { many: true, text: "value" } } },
  },
  compile(element, compilation) {
    const backendId = compilation.attribute(element, "backend-id") ?? literal("");
    const shield = compilation.attribute(element, "shield-prompt") ?? literal("false");
    const completions = compilation.attribute(element, "enforce-on-completions") ?? literal("false");
    const windowSize = compilation.attribute(element, "window-size") ?? literal("10000");
    const overlap = compilation.attribute(element, "window-overlap-size") ?? literal("0");
    const [group] = childrenOf(element, "categories");
    const outputType =
      (group === undefined ? undefined : compilation.attribute(group, "output-type")) ?? literal("FourSeverityLevels");
    const categories = (group === undefined ? [] : childrenOf(group, "category")).map((child) => ({
      name: compilation.attribute(child, "name") ?? literal(""),
      threshold: compilation.attribute(child, "threshold") ?? literal("0"),
    }));
    const blocklists = childrenOf(element, "blocklists")
      .flatMap((list) => childrenOf(list, "id"))
      .map((id) => compilation.text(id));
    if (backendId.kind === "literal" && !compilation.backends.has(backendId.text.toLowerCase())) {
      compilation.problem(element, `no backend "${backendId.text}" is planned`);
    }
    return async (run) => {
      if (run.changesResponse && !(await run.boolean(completions))) {
        return;
      }
      const body = await (run.changesResponse ? run.readResponseBody() : run.readRequestBody());
      const text = body === undefined ? "" : textsOf(body.toString("utf8"));
      const windows = windowsOf(text, await run.integer(windowSize), await run.integer(overlap));
      const id = await run.text(backendId);
      const thresholds = new Map<string, number>();
      for (const { name, threshold } of categories) {
        thresholds.set(await run.text(name), await run.integer(threshold));
      }
      const lists = await Promise.all(blocklists.map((list) => run.text(list)));
      for (const window of windows) {
        if (!run.changesResponse && (await run.boolean(shield))) {
          const answer = await ask(run, id, "text:shieldPrompt", { userPrompt: window, documents: [] });
          if (detected(answer)) {
            throw violation();
          }
        }
        if (thresholds.size > 0 || lists.length > 0) {
          const answer = await ask(run, id, "text:analyze", {
            text: window,
            categories: [...thresholds.keys()],
            outputType: await run.text(outputType),
            blocklistNames: lists,
          });
          if (overThreshold(answer, thresholds)) {
            throw violation();
          }
        }
      }
    };
  },
};

function violation(): PolicyError {
  return new PolicyError("ContentSafetyViolation", "The content was refused by a content safety check.", 403);
}

async function ask(run: Run, backendId: string, operation: string, content: object): Promise<unknown> {
  const backend = run.services.backends.get(backendId.toLowerCase());
  const base = backend === undefined ? null : URL.parse(textInput(backend, "url"));
  if (backend === undefined || base === null) {
    throw new PolicyError("BackendNotFound", `There is no backend "${backendId}".`);
  }
  const url = new URL(`${base.href.replace(/\/$/, "")}/contentsafety/${operation}?api-version=${API_VERSION}`);
  const credentials = backend.inputs?.credentials;
  const identity =
    isObject(credentials) && isObject(credentials.managedIdentity) ? credentials.managedIdentity : undefined;
  const headers: [string, string][] = [["Content-Type", "application/json"]];
  if (identity !== undefined) {
    const { clientId, resource } = identity;
    const token = await identityToken(
      run,
      typeof clientId === "string" ? clientId : "",
      typeof resource === "string" ? resource : "https://cognitiveservices.azure.com",
    );
    headers.push(["Authorization", `Bearer ${token}`]);
  }
  return run.measure.call("content-safety", `${url.origin}${url.pathname}`, async () => {
    try {
      const answer = await run.services.client.send({
        method: "POST",
        url,
        headers,
        body: Buffer.from(JSON.stringify(content)),
        timeoutMs: CALL_TIMEOUT_MS,
      });
      const body = await readWhole(answer.stream, READABLE_BODY);
      if (answer.statusCode !== 200) {
        throw new PolicyError("ContentSafetyUnavailable", `Content Safety answered ${answer.statusCode}.`);
      }
      return JSON.parse(body.toString("utf8")) as unknown;
    } catch (error) {
      if (error instanceof NetworkFailure || error instanceof BodyFailure || error instanceof SyntaxError) {
        throw new PolicyError("ContentSafetyUnavailable", "Content Safety did not answer.");
      }
      throw error;
    }
  });
}

/** Anything but an explicit false counts as an attack. */
function detected(answer: unknown): boolean {
  const analysis = member(answer, "userPromptAnalysis");
  return member(analysis, "attackDetected") !== false;
}

function overThreshold(answer: unknown, thresholds: ReadonlyMap<string, number>): boolean {
  const analysis = member(answer, "categoriesAnalysis");
  const matches = member(answer, "blocklistsMatch");
  if (Array.isArray(matches) && matches.length > 0) {
    return true;
  }
  return [...thresholds].some(([name, threshold]) => {
    const entries: readonly unknown[] = Array.isArray(analysis) ? analysis : [];
    const severity = entries
      .filter((entry) => member(entry, "category") === name)
      .map((entry) => member(entry, "severity"))[0];
    return typeof severity !== "number" || severity >= threshold;
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** The contents of `messages`, or the whole text. */
function textsOf(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  const messages = member(body, "messages");
  if (!Array.isArray(messages)) {
    return text;
  }
  return messages
    .map((message: unknown) => member(message, "content"))
    .map((content) => (typeof content === "string" ? content : JSON.stringify(content ?? "")))
    .join("\n");
}

function windowsOf(text: string, size: number, overlap: number): readonly string[] {
  const step = Math.max(1, size - overlap);
  const windows: string[] = [];
  for (let at = 0; at < text.length; at += step) {
    windows.push(text.slice(at, at + size));
    if (at + size >= text.length) {
      break;
    }
  }
  return windows;
}
