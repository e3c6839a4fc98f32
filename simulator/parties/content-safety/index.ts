/**
 * Stand-in for Azure AI Content Safety: `text:shieldPrompt` and `text:analyze` in their wire format. It looks for usual
 * phrases (`phrases.json`). What it detects says nothing about what the real service detects; what the gateway does with
 * its answers does.
 *
 * Source: Content Safety REST, "Text Operations - Detect Text Jailbreak/Shield Prompt", "Analyze Text"; Microsoft Learn,
 * "Input requirements" and "Azure AI Content Safety error codes".
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Estate } from "../../planned/estate";
import { standingOf } from "../azure-bearer";
import type { TokenAuthority } from "../entra/types";
import { listen, readBody, send, type Answer, type FaultAnswers } from "../listener";
import type { Party } from "../party";
import { isAttack, severityOf } from "./detection";

export interface ContentSafetyOptions {
  readonly authority: TokenAuthority;
}

const RESOURCE = "https://cognitiveservices.azure.com";
const API_VERSIONS = ["2024-09-01"];
/** Characters of a prompt, of all documents together, or of a text, counted as JavaScript and C# do. */
const CHARACTERS = 10_000;
const DOCUMENTS = 5;
/** Bytes of a request: more than the longest that is within the limits. */
const BODY_LIMIT = 256 * 1024;
const CATEGORIES = ["Hate", "SelfHarm", "Sexual", "Violence"] as const;

const failure = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

const faults: FaultAnswers = {
  error: failure(500, "InternalError", "Unexpected error when processing the request."),
  throttled: {
    ...failure(429, "TooManyRequests", "The requests have exceeded the rate limit of your current tier."),
    headers: { "retry-after": "10" },
  },
  // JSON, but without a decision in the place where one belongs.
  malformed: { status: 200, body: { userPromptAnalysis: { attackDetected: "no" }, documentsAnalysis: [{}] } },
};

const shieldRequest = z.looseObject({ userPrompt: z.string().nullish(), documents: z.array(z.string()).nullish() });
const analyzeRequest = z.looseObject({
  text: z.string(),
  categories: z.array(z.enum(CATEGORIES)).nullish(),
  blocklistNames: z.array(z.string()).nullish(),
  haltOnBlocklistHit: z.boolean().nullish(),
  outputType: z.enum(["FourSeverityLevels", "EightSeverityLevels"]).nullish(),
});

const invalidBody = (message: string): Answer => failure(400, "InvalidRequestBody", message);

function shieldPrompt(body: unknown): Answer {
  const parsed = shieldRequest.safeParse(body);
  if (!parsed.success)
    return invalidBody("The request body is invalid: userPrompt is a string, documents a list of strings.");
  const { userPrompt, documents } = parsed.data;
  if (typeof userPrompt !== "string" && (documents ?? []).length === 0)
    return invalidBody("Either userPrompt or documents is required.");
  if ((userPrompt ?? "").length > CHARACTERS)
    return invalidBody(`The length of userPrompt exceeds ${CHARACTERS} characters.`);
  if ((documents ?? []).length > DOCUMENTS) return invalidBody(`The number of documents exceeds ${DOCUMENTS}.`);
  if ((documents ?? []).join("").length > CHARACTERS) {
    return invalidBody(`The total length of documents exceeds ${CHARACTERS} characters.`);
  }
  return {
    status: 200,
    body: {
      ...(typeof userPrompt !== "string" ? {} : { userPromptAnalysis: { attackDetected: isAttack(userPrompt) } }),
      documentsAnalysis: (documents ?? []).map((document) => ({ attackDetected: isAttack(document) })),
    },
  };
}

function analyze(body: unknown): Answer {
  const parsed = analyzeRequest.safeParse(body);
  if (!parsed.success)
    return invalidBody(
      "The request body is invalid: text is a string, categories are of Hate, SelfHarm, Sexual, Violence.",
    );
  const { text, categories } = parsed.data;
  if (text.length > CHARACTERS) return invalidBody(`The length of text exceeds ${CHARACTERS} characters.`);
  return {
    status: 200,
    body: {
      blocklistsMatch: [],
      categoriesAnalysis: (categories ?? CATEGORIES).map((category) => ({
        category,
        severity: severityOf(text, category),
      })),
    },
  };
}

const operations: Readonly<Record<string, (body: unknown) => Answer>> = {
  "/contentsafety/text:shieldPrompt": shieldPrompt,
  "/contentsafety/text:analyze": analyze,
};

export async function startContentSafety(options: ContentSafetyOptions): Promise<Party> {
  const { authority } = options;
  let estate: Estate | undefined;

  /** What refuses the caller; undefined where the role is there. */
  const refusalOf = async (
    request: IncomingMessage,
    planned: Estate,
    callers: readonly string[],
  ): Promise<Answer | undefined> => {
    if (request.headers["ocp-apim-subscription-key"] !== undefined) {
      return failure(403, "AuthenticationTypeDisabled", "Key based authentication is disabled for this resource.");
    }
    const standing = await standingOf(request, {
      tenantId: planned.tenantId,
      resource: RESOURCE,
      permitted: callers,
      authority,
    });
    switch (standing) {
      case "permitted":
        return undefined;
      case "missing":
        return failure(401, "401", "Access denied due to invalid subscription key or wrong API endpoint.");
      case "invalid":
        return failure(
          401,
          "Unauthorized",
          "Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.",
        );
      case "forbidden":
        // 401, not 403: the service answers so to a principal without the role.
        return failure(401, "PermissionDenied", "Principal does not have access to API/Operation.");
    }
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (estate?.contentSafety === undefined)
      return failure(503, "ServiceUnavailable", "No Content Safety account is planned.");
    const refusal = await refusalOf(request, estate, estate.contentSafety.callers);
    if (refusal !== undefined) return refusal;
    const url = new URL(request.url ?? "/", listener.origin);
    const operation = operations[url.pathname];
    if (operation === undefined || request.method !== "POST") return failure(404, "404", "Resource not found");
    if (!API_VERSIONS.includes(url.searchParams.get("api-version") ?? "")) {
      return failure(400, "InvalidApiVersion", "The api-version is missing or not supported.");
    }
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
      return failure(415, "UnsupportedMediaType", "The content type must be application/json.");
    }
    const body = await readBody(request, BODY_LIMIT);
    if (body === undefined) return failure(413, "PayloadTooLarge", "The request is too long.");
    try {
      return operation(JSON.parse(body.toString("utf8")));
    } catch (error) {
      if (error instanceof SyntaxError) return invalidBody("The request body is not JSON.");
      throw error;
    }
  };

  const listener = await listen(
    async (request: IncomingMessage, response: ServerResponse) => {
      const answered = await answer(request);
      request.resume();
      send(response, answered);
    },
    faults,
    faults.error,
  );
  return {
    origin: listener.origin,
    serve: (next) => {
      estate = next;
    },
    fault: listener.fault,
    reset: () => {
      listener.fault("ok");
    },
    close: listener.close,
  };
}
