import assert from "node:assert/strict";
import { answerWith, call, describeGateway, open, problemsOf } from "../fixture";

const REASON = `<set-header name="Reason"><value>@(context.LastError.Reason)</value></set-header>`;

describeGateway("ip-filter", () => {
  const served = async (inner: string, action: string): Promise<string> => {
    const gateway = await open({
      inbound: `<ip-filter action="${action}">${inner}</ip-filter>${answerWith("served")}`,
      onError: REASON,
    });
    const answer = await call(gateway);
    return answer.status === 200 ? answer.text : `${answer.status} ${answer.headers.get("reason") ?? ""}`;
  };
  const here = "<address>127.0.0.1</address>";
  const range = `<address-range from="127.0.0.0" to="127.0.0.255" />`;
  const elsewhere = "<address>192.0.2.1</address>";

  it("allows the named addresses and ranges alone", async () => {
    assert.equal(await served(here, "allow"), "served");
    assert.equal(await served(range, "allow"), "served");
    assert.equal(await served(elsewhere, "allow"), "403 CallerIpNotAllowed");
  });

  it("forbids the named ones alone", async () => {
    assert.equal(await served(range, "forbid"), "403 CallerIpNotAllowed");
    assert.equal(await served(elsewhere, "forbid"), "served");
  });

  it("refuses what is no address, and an empty list", async () => {
    assert.match(
      (await problemsOf({ inbound: `<ip-filter action="allow"><address>here</address></ip-filter>` })).join(),
      /is no IP address/,
    );
    assert.match((await problemsOf({ inbound: `<ip-filter action="allow" />` })).join(), /names no <address>/);
  });
});
