import assert from "node:assert/strict";
import { backend, call, describeGateway, open, problemsOf } from "../fixture";

const SET = (name: string, action: string, ...values: string[]): string =>
  `<set-header name="${name}" exists-action="${action}">${values.map((value) => `<value>${value}</value>`).join("")}</set-header>`;

describeGateway("set-header", () => {
  for (const [action, expected] of [
    ["override", ["new", "other"]],
    ["skip", ["sent"]],
    ["append", ["sent", "new", "other"]],
    ["delete", []],
  ] as const) {
    it(`does ${action} to a header that is there`, async () => {
      const server = await backend();
      const values = action === "delete" ? [] : ["new", "other"];
      const gateway = await open({ backendUrl: server.origin, inbound: `<base />${SET("x-a", action, ...values)}` });
      await call(gateway, "/api/x", { headers: { "X-A": "sent" } });
      const raw = server.received[0]?.rawHeaders ?? [];
      assert.deepEqual(
        raw.filter((_, at) => raw[at - 1]?.toLowerCase() === "x-a"),
        expected,
      );
    });
  }

  it("sets a header that is not there with skip too", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: `<base />${SET("X-A", "skip", "new")}` });
    await call(gateway);
    assert.equal(server.received[0]?.headers["x-a"], "new");
  });

  it("changes the answer in outbound and on-error", async () => {
    const server = await backend((_, res) => res.setHeader("Server", "secret").end());
    const gateway = await open({
      backendUrl: server.origin,
      outbound: `<base /><set-header name="server" exists-action="delete" />${SET("X-A", "override", `@(context.Response.Headers.ContainsKey("Server").ToString())`)}`,
    });
    const answer = await call(gateway);
    assert.equal(answer.headers.get("server"), null);
    assert.equal(answer.headers.get("x-a"), "False");
  });

  it("lets no line break into a header", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base />${SET("X-A", "override", `@("a\\r\\nX-Forged: 1")`)}`,
    });
    await call(gateway);
    assert.equal(server.received[0]?.headers["x-forged"], undefined);
    assert.equal(server.received[0]?.headers["x-a"], "a  X-Forged: 1");
  });

  it("refuses the four headers that nobody may touch, and leaves them where an expression names one", async () => {
    for (const name of ["Connection", "content-length", "Keep-Alive", "Transfer-Encoding"]) {
      assert.match((await problemsOf({ inbound: SET(name, "override", "x") })).join(), /cannot touch/);
    }
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      inbound: `<base />${SET(`@(&quot;Content-&quot; + &quot;Length&quot;)`, "override", "99")}`,
    });
    await call(gateway);
    assert.equal(server.received[0]?.headers["content-length"], "2");
  });

  it("leaves them, and what is no name, in the answer too", async () => {
    const server = await backend();
    const gateway = await open({
      backendUrl: server.origin,
      outbound: `${SET(`@("Keep-" + "Alive")`.replaceAll('"', "&quot;"), "override", "mine")}${SET(`@("a b")`.replaceAll('"', "&quot;"), "override", "x")}`,
    });
    const answer = await call(gateway);
    assert.equal(answer.status, 200);
    assert.notEqual(answer.headers.get("keep-alive"), "mine");
  });

  it("needs a value but for delete, and a known action", async () => {
    assert.match((await problemsOf({ inbound: `<set-header name="a" />` })).join(), /has no <value>/);
    assert.match((await problemsOf({ inbound: SET("a", "replace", "x") })).join(), /it takes override, skip/);
  });
});
