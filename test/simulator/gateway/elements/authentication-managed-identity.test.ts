import assert from "node:assert/strict";
import { answerWith, backend, call, describeGateway, open, problemsOf } from "../fixture";

const POLICY = (attributes = ""): string =>
  `<authentication-managed-identity resource="https://r" client-id="c" ${attributes} />`;

describeGateway("authentication-managed-identity", () => {
  it("overwrites Authorization, so that the client's token goes no further", async () => {
    const server = await backend();
    const gateway = await open({ backendUrl: server.origin, inbound: `<base />${POLICY()}` });
    await call(gateway, "/api/x", { headers: { Authorization: "Bearer client" } });
    assert.equal(server.received[0]?.headers.authorization, "Bearer token-for-https://r");
    assert.deepEqual(gateway.identityRequests, ["c https://r"]);
  });

  it("keeps the token as a variable where one is named, and leaves Authorization alone", async () => {
    const gateway = await open({
      inbound: `${POLICY(`output-token-variable-name="t"`)}${answerWith(`@((string)context.Variables["t"] + context.Request.Headers.ContainsKey("Authorization"))`)}`,
    });
    assert.equal((await call(gateway)).text, "token-for-https://rFalse");
  });

  it("is an error without a token, unless errors are ignored", async () => {
    const none = { identityToken: () => Promise.reject(new Error("no identity")) };
    const strict = await open({ inbound: POLICY(), onError: answerWith("@(context.LastError.Source)") }, none);
    assert.equal((await call(strict)).text, "authentication-managed-identity");
    const ignoring = await open({ inbound: `${POLICY(`ignore-error="true"`)}${answerWith("went on")}` }, none);
    assert.equal((await call(ignoring)).text, "went on");
  });

  it("takes no expression for the client id, and stands in inbound only", async () => {
    assert.match(
      (
        await problemsOf({ inbound: `<authentication-managed-identity resource="r" client-id="@(&quot;c&quot;)" />` })
      ).join(),
      /"client-id" of <authentication-managed-identity> takes no expression/,
    );
    assert.match((await problemsOf({ outbound: POLICY() })).join(), /may not stand in <outbound>/);
  });
});
