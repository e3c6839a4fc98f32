import assert from "node:assert/strict";
import path from "node:path";
import { serializeLock } from "../../../locks";
import { lockOf } from "../../../test/locks.fixture";
import { install, ROOT, type Installation } from "../harness/installation";
import { RealStack } from "../harness/stack";
import { announced, done, short } from "./doings";

const POLICIES = path.join(ROOT, "policies");

/** A change of one setting in a deployed stack, and all that may come of it. */
interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** What else is changed beside the stack file: locks. */
  readonly also?: (stack: RealStack) => void;
  /** All of it, or what must be true of each of them. */
  readonly doings: readonly string[] | RegExp;
}

const THIRD_SERVER = `    - name: huts
      title: Mountain huts
      owner: trails@example.com
      approvedBy: security@example.com
      reviewDate: "2027-03-31"
      dataClass: public
      image: mcp/huts@sha256:${"4".repeat(64)}
      protocols: ["2025-11-25"]
      identity: gateway
      scopes:
        - name: huts.read
          description: Find free beds
          tools: [find_beds]
      clients:
        - name: Visual Studio Code
          id: aebc6443-996d-45c2-90f0-388ff96faa56
      groups: [33333333-3333-4333-8333-333333333333]

`;

const CHANGES: readonly Change[] = [
  {
    what: "what users read when they consent to a scope",
    before: "Report the condition of a trail",
    after: "Report what a trail is like",
    doings: ["update azuread:index/application:Application trails"],
  },
  {
    what: "a server's review date",
    before: `reviewDate: "2027-03-31"\n      dataClass: internal`,
    after: `reviewDate: "2027-06-30"\n      dataClass: internal`,
    doings: ["update azure-native:apicenter:Api trails", "update azure-native:app:ContainerApp trails"],
  },
  {
    what: "a server's image",
    before: `mcp/trails@sha256:${"1".repeat(64)}`,
    after: `mcp/trails@sha256:${"5".repeat(64)}`,
    // A new image needs a new lock, which the server's policy names.
    also: (stack) => {
      stack.edit("stacks/tools/trails.lock.json", `sha256:${"1".repeat(64)}`, `sha256:${"5".repeat(64)}`);
    },
    doings: [
      "update azure-native:apimanagement:ApiPolicy trails",
      "update azure-native:apicenter:Api trails",
      "update azure-native:app:ContainerApp trails",
    ],
  },
  {
    what: "a web page that may call",
    before: `origins: ["https://vscode.dev"]`,
    after: `origins: ["https://vscode.dev", "https://chat.example.com"]`,
    doings: ["update azure-native:apimanagement:ApiPolicy trails"],
  },
  {
    what: "another group of users",
    before: "33333333-3333-4333-8333-333333333333\n      # Web pages",
    after: "99999999-9999-4999-8999-999999999999\n      # Web pages",
    doings: [
      "create azuread:index/appRoleAssignment:AppRoleAssignment trails-99999999-9999-4999-8999-999999999999",
      "delete azuread:index/appRoleAssignment:AppRoleAssignment trails-33333333-3333-4333-8333-333333333333",
    ],
  },
  {
    what: "the storage that a server may read",
    before: "resourceGroups/trails-data/",
    after: "resourceGroups/trails-archive/",
    doings: /^(create|delete) azure-native:authorization:RoleAssignment trails-storage-blob-data-reader-[0-9a-f]{8}$/,
  },
  {
    what: "who answers for the platform",
    before: "bulwark:owner: platform@example.com",
    after: "bulwark:owner: cloud@example.com",
    // Tags; and nothing of it reaches an identity, a role or a policy.
    doings:
      /^update azure-native:(resources|network|privatedns|operationalinsights|keyvault|containerregistry|cognitiveservices|apicenter|apimanagement):(ResourceGroup|[^:]*(Endpoint|Gateway|Group|Address|Network|Zone|Link|Workspace|Vault|Secret|Registry|Account|Service)) /,
  },
  {
    what: "one more server",
    before: "    # A server without sessions",
    after: `${THIRD_SERVER}    # A server without sessions`,
    also: (stack) => {
      const image = `sha256:${"4".repeat(64)}`;
      const lock = lockOf({ server: "huts", image, tools: ["find_beds"] });
      stack.write("stacks/tools/huts.lock.json", serializeLock(lock));
    },
    doings: /^(create \S+ huts(-.+)?|update azure-native:apimanagement:Policy global)$/,
  },
  {
    what: "that server taken away again",
    before: THIRD_SERVER,
    after: "",
    doings: /^(delete \S+ huts(-.+)?|update azure-native:apimanagement:Policy global)$/,
  },
];

describe("one setting changed in a deployed dev", function () {
  this.timeout(900_000);
  let installation: Installation;
  let stack: RealStack;
  before(async () => {
    installation = install();
    stack = await RealStack.create(installation, { stack: "dev", compiled: true });
    const up = await stack.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
  });
  after(() => {
    stack.remove();
    installation.remove();
  });

  for (const { what, before: was, after: is, also, doings } of CHANGES) {
    it(`${what}: the preview says what up does, and nothing else changes`, async () => {
      stack.edit("stacks/Pulumi.dev.yaml", was, is);
      also?.(stack);
      const preview = await stack.preview({ policyPacks: [POLICIES] });
      assert.equal(preview.code, 0, preview.stdout + preview.stderr);
      const up = await stack.up({ policyPacks: [POLICIES] });
      assert.equal(up.code, 0, up.stdout + up.stderr);
      assert.deepEqual(done(up), announced(preview));
      const all = done(up).map(short);
      if (doings instanceof RegExp) {
        assert.ok(all.length > 1);
        assert.deepEqual(
          all.filter((doing) => !doings.test(doing)),
          [],
        );
      } else {
        assert.deepEqual(all, doings);
      }
    });
  }

  it("what cannot be changed in place is replaced, the old one first, since both have one name", async () => {
    stack.edit("infra.js", `applicationType: "web"`, `applicationType: "other"`);
    const replaced = "azure-native:applicationinsights:Component application-insights";
    const preview = announced(await stack.preview()).map(short);
    assert.ok(preview.includes(`replace ${replaced}`), preview.join("\n"));
    const up = await stack.up();
    assert.equal(up.code, 0, up.stdout + up.stderr);
    const order = up.events.finished
      .map(({ op, urn }) => short(`${op} ${urn}`))
      .filter((doing) => doing.endsWith(replaced));
    assert.deepEqual(order, [`delete-replaced ${replaced}`, `replace ${replaced}`, `create-replacement ${replaced}`]);
    // What is granted on it goes with it, and comes back.
    const granted =
      "azure-native:authorization:RoleAssignment gateway-monitoring-metrics-publisher-application-insights";
    assert.ok(done(up).map(short).includes(`create-replacement ${granted}`));
    stack.edit("infra.js", `applicationType: "other"`, `applicationType: "web"`);
  });

  it("another size replaces what zones are part of, and is refused where Azure fixes what it changes", async () => {
    stack.edit(
      "stacks/Pulumi.dev.yaml",
      "  bulwark:environment: dev\n",
      "  bulwark:environment: dev\n  bulwark:size: prod\n",
    );
    const announcedDoings = announced(await stack.preview()).map(short);
    assert.ok(
      announcedDoings.includes("replace azure-native:app:ManagedEnvironment environment"),
      announcedDoings.join("\n"),
    );
    const up = await stack.up();
    assert.equal(up.code, 1);
    assert.match(up.stdout, /PropertyChangeNotAllowed[^]*softDeleteRetentionInDays/);
    assert.ok((await stack.export()).deployment.resources.length > 50);
  });
});
