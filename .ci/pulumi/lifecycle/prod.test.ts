import assert from "node:assert/strict";
import path from "node:path";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack } from "../harness/stack";
import { announced, done, short } from "./doings";

const POLICIES = path.join(ROOT, "policies");
const STACK_FILE = "stacks/Pulumi.prod.yaml";
const ENVIRONMENT = "  bulwark:environment: prod\n";
const FOUNDATION = `${ENVIRONMENT}  bulwark:stage: foundation\n`;
const GATEWAY = "azure-native:apimanagement:ApiManagementService";

describe("the two stages of prod under the real CLI", function () {
  this.timeout(900_000);
  let installation: Installation;
  let stack: RealStack;
  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "prod", compiled: true });
  });
  after(() => {
    stack.remove();
    installation.remove();
  });

  async function gatewayAccess(): Promise<unknown> {
    const { resources } = (await stack.export()).deployment;
    return resources.find(({ type }) => type === GATEWAY)?.inputs?.publicNetworkAccess;
  }

  it("serving at once is refused as Azure refuses it: no gateway is created closed", async () => {
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 1);
    assert.match(up.stdout, /ActivateServiceWithPrivateEndpointAccessNotAllowed/);
    assert.equal(await gatewayAccess(), undefined);
  });

  it("foundation goes on from there, with the gateway open and no server behind it", async () => {
    stack.edit(STACK_FILE, ENVIRONMENT, FOUNDATION);
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.equal(await gatewayAccess(), "Enabled");
    const { resources } = (await stack.export()).deployment;
    assert.deepEqual(
      resources.filter(({ type }) => /ContainerApp$|azuread.*Application$/.test(type)),
      [],
    );
  });

  it("serving then closes that same gateway and makes the servers, as its preview says", async () => {
    stack.edit(STACK_FILE, FOUNDATION, ENVIRONMENT);
    const preview = await stack.preview({ policyPacks: [POLICIES] });
    assert.equal(preview.code, 0, preview.stdout + preview.stderr);
    const up = await stack.up({ policyPacks: [POLICIES] });
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.deepEqual(done(up), announced(preview));
    assert.ok(done(up).map(short).includes(`update ${GATEWAY} gateway`));
    assert.deepEqual(
      done(up).filter((doing) => /^(delete|replace|create-replacement)/.test(doing)),
      [],
    );
    assert.equal(await gatewayAccess(), "Disabled");
  });

  it("up again changes nothing, and refresh finds everything as it was left", async () => {
    const again = await stack.up({ policyPacks: [POLICIES], args: ["--expect-no-changes"] });
    assert.equal(again.code, 0, again.stdout + again.stderr);
    const refreshed = await stack.refresh({ args: ["--expect-no-changes"] });
    assert.equal(refreshed.code, 0, refreshed.stdout + refreshed.stderr);
  });

  it("going back is told as what it is: every server deleted, the gateway opened", async () => {
    stack.edit(STACK_FILE, ENVIRONMENT, FOUNDATION);
    const back = announced(await stack.preview({ policyPacks: [POLICIES] })).map(short);
    stack.edit(STACK_FILE, FOUNDATION, ENVIRONMENT);
    for (const server of ["trails", "ledger"]) {
      assert.ok(back.includes(`delete azure-native:app:ContainerApp ${server}`), back.join("\n"));
    }
    assert.ok(back.includes(`update ${GATEWAY} gateway`));
  });
});
