import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf, type Opened } from "../fixture";

const CORS = (attributes = ""): string =>
  `<cors ${attributes}><allowed-origins><origin>https://a.test</origin></allowed-origins><allowed-methods preflight-result-max-age="60"><method>POST</method></allowed-methods><allowed-headers><header>X-A</header></allowed-headers><expose-headers><header>X-B</header></expose-headers></cors>`;
const preflight = (origin: string, method = "POST", headers = "x-a"): RequestInit => ({
  method: "OPTIONS",
  headers: { Origin: origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers },
});

describeGateway("cors", () => {
  const opened = async (attributes = ""): Promise<Opened> => {
    const server = await backend();
    return open({
      backendUrl: server.origin,
      inbound: `${CORS(attributes)}<base /><trace source="after" severity="error"><message>ran</message></trace>`,
    });
  };

  it("answers a preflight that no operation takes, and runs nothing else", async () => {
    const gateway = await opened();
    const answer = await call(gateway, "/api/x", preflight("https://a.test"));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("access-control-allow-origin"), "https://a.test");
    assert.equal(answer.headers.get("access-control-allow-methods"), "POST");
    assert.equal(answer.headers.get("access-control-allow-headers"), "x-a");
    assert.equal(answer.headers.get("access-control-max-age"), "60");
    assert.deepEqual(gateway.traces, []);
  });

  for (const [what, init] of [
    ["another origin", preflight("https://b.test")],
    ["another header", preflight("https://a.test", "POST", "x-c")],
  ] as const) {
    it(`answers an empty 200 to a preflight of ${what}`, async () => {
      const answer = await call(await opened(), "/api/x", init);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
    });
  }

  it("is no operation where unmatched requests are let through to none", async () => {
    const gateway = await opened(`terminate-unmatched-request="false"`);
    assert.equal((await call(gateway, "/api/x", preflight("https://b.test"))).status, 404);
    assert.deepEqual(gateway.traces, []);
  });

  it("names the origin in other answers", async () => {
    const answer = await call(await opened(`allow-credentials="true"`), "/api/x", {
      headers: { Origin: "https://a.test" },
    });
    assert.equal(answer.text, '{"ok":true}');
    assert.equal(answer.headers.get("access-control-allow-origin"), "https://a.test");
    assert.equal(answer.headers.get("access-control-allow-credentials"), "true");
    assert.equal(answer.headers.get("access-control-expose-headers"), "X-B");
  });

  it("ends a request of another origin with an empty 200, and leaves one without an origin alone", async () => {
    const gateway = await opened();
    assert.equal((await call(gateway, "/api/x", { headers: { Origin: "https://b.test" } })).text, "");
    assert.equal((await call(gateway)).text, '{"ok":true}');
  });

  it("leaves a preflight without cors unmatched", async () => {
    assert.equal((await call(await open({}), "/api/x", preflight("https://a.test"))).status, 404);
  });

  it("refuses credentials for every origin", async () => {
    const all = CORS(`allow-credentials="true"`).replace("https://a.test", "*");
    assert.match((await problemsOf({ inbound: all })).join(), /exclude each other/);
  });
});
