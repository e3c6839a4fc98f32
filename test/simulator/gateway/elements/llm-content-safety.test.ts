import assert from "node:assert/strict";
import { backend, call, describeGateway, open, planned, problemsOf, type Backend, type Opened } from "../fixture";

const POLICY = (attributes = "", inner = ""): string =>
  `<llm-content-safety backend-id="safety" ${attributes}>${inner}</llm-content-safety>`;
const VIOLENCE = `<categories output-type="EightSeverityLevels"><category name="Violence" threshold="4" /></categories>`;

describeGateway("llm-content-safety", () => {
  let safety: Backend;
  let answer: object | undefined;
  let server: Backend;

  beforeEach(async () => {
    answer = { userPromptAnalysis: { attackDetected: false }, documentsAnalysis: [] };
    safety = await backend((_, res) => (answer === undefined ? res.destroy() : res.end(JSON.stringify(answer))));
    server = await backend();
  });

  const opened = (inbound: string, outbound = "<base />"): Promise<Opened> =>
    open({
      backendUrl: server.origin,
      inbound: `<base />${inbound}`,
      outbound,
      more: [
        planned("Backend", "safety", {
          backendId: "safety",
          url: safety.origin,
          credentials: { managedIdentity: { resource: "https://cognitiveservices.azure.com", clientId: "c" } },
        }),
      ],
    });

  it("shows the prompt to Prompt Shields with the backend's identity, and refuses a hit with 403", async () => {
    const gateway = await opened(POLICY(`shield-prompt="true"`));
    assert.equal((await call(gateway, "/api/x", { body: "hello" })).status, 200);
    assert.equal(safety.received[0]?.url, "/contentsafety/text:shieldPrompt?api-version=2024-09-01");
    assert.equal(safety.received[0].headers.authorization, "Bearer token-for-https://cognitiveservices.azure.com");
    assert.deepEqual(JSON.parse(safety.received[0].body), { userPrompt: "hello", documents: [] });
    answer = { userPromptAnalysis: { attackDetected: true }, documentsAnalysis: [] };
    assert.equal((await call(gateway)).status, 403);
    assert.equal(server.received.length, 1);
  });

  it("does not ask Prompt Shields by default", async () => {
    await call(await opened(POLICY()));
    assert.equal(safety.received.length, 0);
  });

  it("refuses from the threshold on", async () => {
    const gateway = await opened(POLICY("", VIOLENCE));
    for (const [severity, status] of [
      [3, 200],
      [4, 403],
    ] as const) {
      answer = { blocklistsMatch: [], categoriesAnalysis: [{ category: "Violence", severity }] };
      assert.equal((await call(gateway)).status, status);
    }
  });

  it("looks at contents of messages, in windows", async () => {
    const gateway = await opened(POLICY(`shield-prompt="true" window-size="4"`));
    await call(gateway, "/api/x", { body: JSON.stringify({ messages: [{ content: "abcdef" }] }) });
    assert.deepEqual(
      safety.received.map(({ body }) => (JSON.parse(body) as { userPrompt: string }).userPrompt),
      ["abcd", "ef"],
    );
  });

  it("lets nothing through while Content Safety cannot answer", async () => {
    answer = undefined;
    assert.equal((await call(await opened(POLICY(`shield-prompt="true"`)))).status, 500);
    assert.equal(server.received.length, 0);
  });

  it("looks at completions only where it is told to", async () => {
    answer = { blocklistsMatch: [], categoriesAnalysis: [{ category: "Violence", severity: 7 }] };
    assert.equal((await call(await opened("", POLICY("", VIOLENCE)))).status, 200);
    assert.equal((await call(await opened("", POLICY(`enforce-on-completions="true"`, VIOLENCE)))).status, 403);
  });

  it("may not stand at operation scope, and needs a planned backend", async () => {
    assert.match(
      (
        await problemsOf({
          operation: `<policies><inbound>${POLICY()}</inbound></policies>`,
        })
      ).join("\n"),
      /may not be set at operation scope\n.*no backend "safety"/,
    );
  });
});
