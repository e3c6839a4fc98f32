import assert from "node:assert/strict";
import { countByLayer } from "../../../cli/preview/layers";
import type { PlanResource } from "../../../plan/format";

describe("resources by layer", () => {
  const component = (urn: string, type: string, parent?: string): PlanResource => ({
    urn,
    type,
    custom: false,
    ...(parent === undefined ? {} : { parent }),
  });
  const resource = (urn: string, parent: string, type = "azure-native:keyvault:Vault"): PlanResource => ({
    urn,
    type,
    custom: true,
    parent,
  });

  it("a resource counts for the innermost layer above it, however deep it is", () => {
    const counts = countByLayer([
      component("server", "bulwark:gateway:McpServer"),
      component("identity", "bulwark:identity:ServerIdentity", "server"),
      component("other", "acme:anything:Component", "identity"),
      resource("application", "other"),
      resource("credential", "application"),
      resource("api", "server"),
    ]);
    assert.deepEqual(counts, [
      { layer: "identity", resources: 2 },
      { layer: "gateway", resources: 1 },
    ]);
  });

  it("what stands in no layer's component counts for the stack", () => {
    const counts = countByLayer([component("stack", "pulumi:pulumi:Stack"), resource("group", "stack")]);
    assert.deepEqual(counts, [{ layer: "stack", resources: 1 }]);
  });

  it("components, providers and stack references are no cloud resources", () => {
    const counts = countByLayer([
      component("layer", "bulwark:vault:Vault"),
      resource("provider", "layer", "pulumi:providers:azure-native"),
      resource("reference", "layer", "pulumi:pulumi:StackReference"),
    ]);
    assert.deepEqual(counts, []);
  });

  it("layers that the table does not know follow by name", () => {
    const counts = countByLayer(
      ["zoo", "governance", "aviary", "network"].flatMap((layer) => [
        component(layer, `bulwark:${layer}:Layer`),
        resource(`${layer}-resource`, layer),
      ]),
    );
    assert.deepEqual(
      counts.map(({ layer }) => layer),
      ["network", "governance", "aviary", "zoo"],
    );
  });
});
