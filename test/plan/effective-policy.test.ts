import assert from "node:assert/strict";
import type { PlanResource } from "../../plan/format";
import { effectivePolicy, gatewayOf } from "../../plan/gateway";
import { PlanView } from "../../plan/view";
import { UNKNOWN } from "../../plan/format";

const service = { resourceGroupName: "rg", serviceName: "apim" };

function planned(kind: string, name: string, inputs: Record<string, string>): PlanResource {
  const type = `azure-native:apimanagement:${kind}`;
  return {
    urn: `urn:pulumi:s::p::${type}::${name}`,
    custom: true,
    type,
    inputs: { ...service, format: "xml", ...inputs },
  };
}

const inbound = (content: string): string => `<policies><inbound>${content}</inbound></policies>`;
const api = planned("Api", "a", { apiId: "a", path: "a/mcp" });
const operation = planned("ApiOperation", "get", { apiId: "a", operationId: "get", method: "get", urlTemplate: "/x/" });
const globalPolicy = planned("Policy", "global", { value: inbound("<global />") });
const apiPolicy = planned("ApiPolicy", "a", { apiId: "a", value: inbound("<before /><base /><after />") });
const ownPolicy = planned("ApiOperationPolicy", "get", {
  apiId: "a",
  operationId: "get",
  value: inbound("<base /><own />"),
});

function inboundOf(resources: readonly PlanResource[], op?: PlanResource): readonly string[] {
  const [policy] = effectivePolicy(new PlanView(resources), api, op);
  return policy?.sections.inbound.map(({ name }) => name) ?? [];
}

describe("the policy in effect", () => {
  it("is put together through <base/> from the operation outwards", () => {
    const resources = [api, operation, globalPolicy, apiPolicy, ownPolicy];
    assert.deepEqual(inboundOf(resources, operation), ["before", "global", "after", "own"]);
    assert.deepEqual(inboundOf(resources), ["before", "global", "after"]);
  });

  it("passes over scopes without a policy", () => {
    assert.deepEqual(inboundOf([api, operation, globalPolicy, ownPolicy], operation), ["global", "own"]);
  });

  it("loses everything outside where <base/> is missing", () => {
    const cut = planned("ApiPolicy", "a", { apiId: "a", value: inbound("<only />") });
    assert.deepEqual(inboundOf([api, globalPolicy, cut]), ["only"]);
  });

  it("loses a whole section that a scope leaves out", () => {
    const cut = planned("ApiPolicy", "a", { apiId: "a", value: "<policies />" });
    assert.deepEqual(inboundOf([api, globalPolicy, cut]), []);
  });

  it("forwards where nothing says otherwise", () => {
    const [policy] = effectivePolicy(new PlanView([api]), api);
    assert.deepEqual(
      policy?.sections.backend.map(({ name }) => name),
      ["forward-request"],
    );
  });

  it("holds the content of fragments, with the fragment as origin, in branches too", () => {
    const fragment = planned("PolicyFragment", "f", { id: "f", value: "<fragment><x /><y /></fragment>" });
    const user = planned("ApiPolicy", "a", {
      apiId: "a",
      value: inbound(
        '<include-fragment fragment-id="F" /><choose><when><include-fragment fragment-id="f" /></when></choose>',
      ),
    });
    const [policy] = effectivePolicy(new PlanView([api, fragment, user]), api);
    const [x, y, choose] = policy?.sections.inbound ?? [];
    assert.deepEqual([x?.name, y?.name, x?.origin], ["x", "y", fragment.urn]);
    assert.deepEqual(
      choose?.children[0]?.children.map(({ name }) => name),
      ["x", "y"],
    );
  });

  it("keeps the inclusion of a fragment that is not planned, so that nobody takes it for nothing", () => {
    const user = planned("ApiPolicy", "a", { apiId: "a", value: inbound('<include-fragment fragment-id="f" />') });
    assert.deepEqual(inboundOf([api, user]), ["include-fragment"]);
  });

  it("names the documents that could not be read", () => {
    const hidden = planned("ApiPolicy", "a", { apiId: "a", value: UNKNOWN });
    const [policy] = effectivePolicy(new PlanView([api, hidden]), api);
    assert.deepEqual(
      policy?.unreadable.map(({ resource, document }) => [resource, document.kind]),
      [[hidden, "unknown"]],
    );
  });

  it("differs by product: once without, and once for each that holds the API", () => {
    const product = planned("ProductPolicy", "p", { productId: "p", value: inbound("<product /><base />") });
    const link = planned("ProductApi", "p-a", { productId: "p", apiId: "a" });
    const policies = effectivePolicy(new PlanView([api, globalPolicy, product, link]), api);
    assert.deepEqual(
      policies.map(({ sections }) => sections.inbound.map(({ name }) => name)),
      [["global"], ["product", "global"]],
    );
  });

  it("is of one service only", () => {
    const other = { ...globalPolicy, inputs: { ...globalPolicy.inputs, serviceName: "other" } };
    assert.deepEqual(inboundOf([api, other]), []);
  });
});

describe("routes of a gateway", () => {
  it("have the path of API and operation, and the method in upper case", () => {
    const [route] = gatewayOf(new PlanView([api, operation])).routes;
    assert.deepEqual([route?.path, route?.method], ["a/mcp/x", "GET"]);
  });

  it("are whole APIs where no operation is planned", () => {
    const [route] = gatewayOf(new PlanView([api])).routes;
    assert.deepEqual([route?.path, route?.method], ["a/mcp", undefined]);
  });
});
